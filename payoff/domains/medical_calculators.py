"""The medical calculators, in the order a clinic reads them."""

from __future__ import annotations

from payoff.domains.medical_bridge import bridge_money
from payoff.domains.medical_curve import chart_avoided, chart_benefit
from payoff.domains.medical_health import weigh_health
from payoff.domains.medical_service import add_second_test, count_work, fill_slots
from payoff.domains.medical_transfer import weigh_prevalence
from payoff.domains.panel import Calculator

CALCULATORS: tuple[Calculator, ...] = (
    chart_benefit, chart_avoided, bridge_money, count_work, fill_slots, add_second_test, weigh_prevalence, weigh_health,
)  # fmt: skip
