"""Case: what the decision is worth to the firm over the years, how sure that is, and what the AI product itself costs."""

from payoff.ui.case_view import show_case
from payoff.ui.footing import has_footing
from payoff.ui.frame import current_domain, show_heading
from payoff.ui.language import _
from payoff.ui.loading import show_failure, show_loader, show_missing_data, show_work
from payoff.ui.opened import show_broken_link, write_address

sheet = current_domain()
show_heading(_("Is it worth doing?"), sheet)
show_work()
show_failure()
show_broken_link()
write_address(sheet)
if has_footing(sheet):
    show_case(sheet)
else:
    show_missing_data(sheet.key)
    show_loader(sheet)
