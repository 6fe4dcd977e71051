"""A business case as plain data, for JSON."""

from __future__ import annotations

from payoff.core.case_measures import Measures
from payoff.core.product_cost import ProductCost
from payoff.core.verdict import LEVEL
from payoff.domains.case_range import plain_range
from payoff.domains.case_steps import StepStates
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_risk import CaseRisk
from payoff.workflow.case_sentences import say_case
from payoff.workflow.sale_summary import summarise_sale
from payoff.workflow.worth import Worth

Plain = dict[str, object]
LINES = ("cases", "value", "per_case", "running", "one_off", "tax", "net", "cumulative")


def summarise_case(result: CaseResult, risk: CaseRisk, steps: StepStates | None = None) -> Plain:
    """What the Case page shows: every number unrounded, with what is missing and why. Money in the domain's currency."""
    plan, found = result.plan, result.reconciliation
    call, finding, how_sure = say_case(result, risk)
    return {
        "domain": result.worth.domain, "currency": result.worth.currency, "basis": result.worth.basis,
        "verdict": call, "sentence": f"{finding} {how_sure}",
        "value_per_case": _worth(result.worth), "settings": dict(plan.settings), "months": plan.months, "use": plan.use,
        "losses": plan.losses, "convention": "month 0 undiscounted, month m at (1 + r)^(-m/12), after tax",
        "measures": _measures(result.measures),
        "cash_flow_by_year": [
            {"year": year, **{line: float(getattr(result.flow.by_year(), line)[year]) for line in LINES}}
            for year in range(result.flow.by_year().net.shape[-1])
        ],
        "reconciliation": {
            "file_total": found.file_total, "rows": found.rows, "cases_followed": found.cases, "first_line": found.first_line,
            "gap": found.gap, "holds": found.holds,
        },
        "product": _product(result.product), "sale": summarise_sale(result), "risk": _risk(risk),
        "draws": {"seed": plan.draw.seed, "method": plan.draw.method, "asked": plan.draw.draws},
        "ranges": {name: plain_range(spread) for name, spread in plan.spreads.items()},
        "value_range": None if plan.value_range is None else plan.value_range.to_plain(),
        "correlations": [{"first": a, "second": b, "rank_correlation": figure} for (a, b), figure in plan.correlations.items()],
        "steps": (steps or StepStates()).to_plain(),
        "missing": dict(risk.missing),
    }  # fmt: skip


def _worth(worth: Worth) -> Plain:
    interval = worth.interval
    ends = {} if interval is None else {"low": interval.low, "high": interval.high, "level": LEVEL, "above_nothing": interval.probability}
    return {"value": worth.per_case, "rows": worth.rows, "above": worth.baseline, **ends}


def _measures(found: Measures) -> Plain:
    irr = {"rate": found.irr.rate, "all_rates": list(found.irr.rates), "sign_changes": found.irr.sign_changes, "reason": found.irr.reason}
    answers = ("mirr", "profitability", "roi", "payback", "discounted_payback", "break_even_month", "break_even_volume")
    return {
        "npv": found.npv, "irr": irr, **{name: getattr(found, name).to_plain() for name in answers},
        "trough": {"cash": found.trough.cash, "month": found.trough.period},
    }  # fmt: skip


def _product(cost: ProductCost) -> Plain:
    items = {item: {"yearly": float(money), "share": cost.share(item).to_plain()} for item, money in cost.items.items()}
    power = {"kwh": float(cost.power.kwh), "kg_co2e": float(cost.power.carbon)}
    return {"yearly": float(cost.total), "per_thousand_calls": cost.per_thousand.to_plain(), "items": items, **power}


def _risk(risk: CaseRisk) -> Plain | None:
    switches = [{"name": s.name, "planned": s.planned, "flip": s.flip.to_plain(), "odds": s.odds} for s in risk.switches]
    if risk.simulation is None or risk.information is None:
        return {"switches": switches}
    found = risk.simulation
    interval = found.interval
    return {
        "draws": len(found.money), "mean": interval.mean, "error_of_mean": found.error,
        "low": interval.low, "high": interval.high, "level": LEVEL,
        "probability_of_loss": found.loss, "var_5": found.value_at_risk, "cvar_5": found.tail_mean, "call": risk.call,
        "tornado": [{"name": s.name, "p10": s.low, "p90": s.high, "npv_at_p10": s.at_low, "npv_at_p90": s.at_high} for s in risk.swings],
        "sobol": [{"name": s.name, "first": s.first, "total": s.total} for s in risk.indices],
        "value_of_information": {"everything": risk.information.everything, "each": dict(risk.information.each)},
        "switches": switches,
    }  # fmt: skip
