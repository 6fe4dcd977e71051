"""Models: what each model is, how good, how exactly exported, where it runs, and champion against challenger in money."""

from payoff.ui.frame import current_domain, show_heading
from payoff.ui.language import _
from payoff.ui.model_views import show_models

sheet = current_domain()
show_heading(_("Models"), sheet)
show_models(sheet)
