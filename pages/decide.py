"""Decide: what the model is worth on the loaded data, at which threshold, against which alternatives, and how sure that is."""

from payoff.ui.decision import show_decision
from payoff.ui.frame import current_domain, show_heading
from payoff.ui.loading import show_failure, show_loader, show_missing_data, show_work
from payoff.ui.state import loaded

sheet = current_domain()
show_heading(sheet.question, sheet)
show_work()
show_failure()
data = loaded(sheet.key)
if data is None:
    show_missing_data(sheet.key)
    show_loader(sheet)
else:
    show_decision(data)
