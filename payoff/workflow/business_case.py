"""From what a decision is worth per case to a business case: cash flow, measures, and the AI product's own cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from payoff.core.adoption import Diffusion, Ramp
from payoff.core.case_measures import Measures, Reconciliation, measure_case, reconcile
from payoff.core.cash_flow import BusinessCase, CashFlow, Losses, flow_cash, present_value
from payoff.core.dependence import Correlations
from payoff.core.message import say
from payoff.core.product_cost import Product, ProductCost, cost_product
from payoff.core.serving import Server
from payoff.core.spread import Spread
from payoff.core.uncertainty import INDEPENDENT, Plan
from payoff.core.value import Money
from payoff.domains.case_range import Range
from payoff.domains.case_sheet import VALUE
from payoff.domains.grid import GRIDS
from payoff.domains.term_sheet import TermSheetError
from payoff.workflow.worth import Worth

Use = Literal["ramp", "bass"]
USES: Mapping[Use, str] = {"ramp": say("a straight ramp"), "bass": say("diffusion (Bass)")}
LOSSES: Mapping[Losses, str] = {"offset": say("set off against other profits at once"), "carried": say("carried forward until earned back")}
LONGEST = 360
UNUSED: Mapping[Use, frozenset[str]] = {"ramp": frozenset({"bass_p", "bass_q"}), "bass": frozenset({"ramp_months"})}
"""Assumptions that a way of growing does without."""


@dataclass(frozen=True)
class CasePlan:
    """Everything a business case assumes beyond the decision: numbers, ranges by name and how they move together, conventions, draws."""

    settings: Mapping[str, float]
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    months: int = 60
    use: Use = "ramp"
    losses: Losses = "offset"
    grid: str = "world"
    draw: Plan = field(default_factory=Plan)
    correlations: Correlations = field(default_factory=lambda: INDEPENDENT)
    value_range: Range | None = None
    """Multiples of the value per case that may come true, where no resamples of the rows measure them."""

    def __post_init__(self) -> None:
        if not 1 <= self.months <= LONGEST:
            raise TermSheetError(
                say("months: the horizon counts months from 1 to {longest}; {months} does not.", longest=LONGEST, months=self.months)
            )
        if self.grid not in GRIDS:
            raise TermSheetError(say("grid: there is no grid called {grid!r}; there are {grids}.", grid=self.grid, grids=", ".join(GRIDS)))


@dataclass(frozen=True, eq=False)
class CaseResult:
    """A case as planned: its cash flow and measures, the way back to the file, and what the AI product costs a year."""

    worth: Worth
    plan: CasePlan
    flow: CashFlow
    measures: Measures
    reconciliation: Reconciliation
    product: ProductCost


def evaluate_case(worth: Worth, plan: CasePlan) -> CaseResult:
    """The case with every assumption as planned."""
    settings = planned_settings(worth, plan)
    case = build_case(settings, plan)
    flow = flow_cash(case)
    reconciliation = reconcile(case, flow, file_total=worth.total, rows=worth.rows)
    return CaseResult(worth, plan, flow, measure_case(case, flow), reconciliation, build_product_cost(settings, plan))


def value_case(settings: Mapping[str, Money], plan: CasePlan) -> Money:
    """Net present value of `settings`, each a number or one per draw (D,)."""
    return present_value(flow_cash(build_case(settings, plan)), settings["discount"])


def planned_settings(worth: Worth, plan: CasePlan) -> dict[str, float]:
    """The plan's numbers with the value per case among them."""
    return {**plan.settings, VALUE: worth.per_case}


def build_case(settings: Mapping[str, Money], plan: CasePlan) -> BusinessCase:
    """The inputs of the cash flow: the product's yearly cost joins the running costs, its building is paid when it happens."""
    s = settings
    product = build_product_cost(settings, plan)
    return BusinessCase(
        volume=s["volume"], growth=s["growth"], value=s[VALUE], followed=s["followed"], one_off=s["one_off"], rebuild=s["training"],
        running=s["running"] + product.running, per_case=s["per_case"], cost_growth=s["cost_growth"], tax=s["tax"],
        discount=s["discount"], months=plan.months, model_life=_months(s["model_life"]), adoption=_adoption(settings, plan),
        losses=plan.losses,
    )  # fmt: skip


def build_product_cost(settings: Mapping[str, Money], plan: CasePlan) -> ProductCost:
    """What the AI product costs a year at the first year's full volume."""
    s = settings
    product = Product(
        training=s["training"], model_life=_months(s["model_life"]), retraining=s["retraining"], retrainings=s["retrainings"],
        people=s["people"], loaded=s["loaded"], data=s["data"], compliance=s["compliance"], monitoring=s["monitoring"],
        server=read_server(settings), standby=s["standby"], most_busy=s["most_busy"], pue=s["pue"], per_kwh=s["per_kwh"],
        grams=GRIDS[plan.grid].grams,
    )  # fmt: skip
    return cost_product(product, s["volume"])


def read_server(settings: Mapping[str, Money]) -> Server:
    """The server the model runs on."""
    return Server(settings["rows_per_second"], settings["server_hour"], settings["watts"])


def _adoption(settings: Mapping[str, Money], plan: CasePlan) -> Ramp | Diffusion:
    return Ramp(settings["ramp_months"]) if plan.use == "ramp" else Diffusion(settings["bass_p"], settings["bass_q"])


def _months(number: Money) -> Money:
    """Whole months; a life drawn between two of them ends at the nearer one."""
    whole = np.round(np.asarray(number, dtype=np.float64))
    return float(whole) if whole.ndim == 0 else whole.astype(np.float64)
