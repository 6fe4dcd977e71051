"""Case: what the decision is worth to the firm over the years, how sure that is, and what the AI product itself costs."""

from payoff.ui.case_view import show_case
from payoff.ui.frame import current_domain, show_heading
from payoff.ui.language import _
from payoff.ui.loading import show_failure, show_loader, show_missing_data, show_work
from payoff.ui.state import loaded

sheet = current_domain()
show_heading(_("Is it worth doing?"), sheet)
show_work()
show_failure()
data = loaded(sheet.key)
if data is None:
    show_missing_data(sheet.key)
    show_loader(sheet)
else:
    show_case(data)
