"""The credit calculators, in the order a lender reads them."""

from __future__ import annotations

from payoff.domains.credit_grades import list_grades
from payoff.domains.credit_losses import hold_capital, provide_losses
from payoff.domains.credit_price import price_risk
from payoff.domains.credit_rules import bound_rejects, swap_rules
from payoff.domains.credit_strategy import chart_bad_rate, chart_strategy
from payoff.domains.credit_views import compare_views
from payoff.domains.panel import Calculator

CALCULATORS: tuple[Calculator, ...] = (
    chart_strategy, chart_bad_rate, provide_losses, hold_capital, price_risk, list_grades, compare_views, swap_rules, bound_rejects,
)  # fmt: skip
