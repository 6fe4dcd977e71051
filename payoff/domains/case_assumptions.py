"""The numbers a business case rests on beyond the decision; MONEY stands for the currency of the domain."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.case_range import Range
from payoff.domains.term_sheet import Assumption

USE, COSTS, FINANCE, PRODUCT, SELLING = say("Cases and use"), say("Costs of the change"), say("Finance"), say("The AI product"), say("Selling the model")
WAYS = say("Ways to sell it")
DIFFUSION = say("Diffusion, if chosen instead of a ramp")
FINANCE_ASK, OPERATIONS, TEAM = say("No source: ask finance"), say("No source: ask operations"), say("No source: ask the team that runs it")
ASK_SALES = say("No source: ask sales")
MONEY = "MONEY"
TODAY = "2026-11"
OWNERS: dict[str, str] = {
    USE: say("Operations"), DIFFUSION: say("Operations"), COSTS: say("Finance"), FINANCE: say("Finance"), PRODUCT: say("The team that runs it"), SELLING: say("Sales"), WAYS: say("Sales"),
}  # fmt: skip
"""Who answers for the numbers of a group until the case names somebody."""

ASSUMPTIONS = (
    Assumption("volume", say("Cases a year"), 20_000.0, 0.0, 1e9, say("in year 1"), OPERATIONS, TODAY, "I", say("At full use."), USE),
    Assumption("growth", say("Growth of cases"), 0.02, -0.5, 1.0, say("per year"), OPERATIONS, TODAY, "I", say("Steps up once a year."), USE),
    Assumption("ramp_months", say("Months until full use"), 6.0, 0.0, 60.0, say("months"), OPERATIONS, TODAY, "I", say("Use rises in a straight line; only a ramp uses it."), USE),
    Assumption("followed", say("Recommendations followed"), 0.90, 0.0, 1.0, say("of cases"), OPERATIONS, TODAY, "I", say("The rest are decided as without the model and earn nothing more."), USE),
    Assumption("one_off", say("Integration, training of staff, change"), 80_000.0, 0.0, 1e9, say("{currency} once", currency=MONEY), FINANCE_ASK, TODAY, "I", say("Paid at month 0."), COSTS),
    Assumption("per_case", say("Handling a score"), 0.50, 0.0, 10_000.0, say("{currency} per case", currency=MONEY), OPERATIONS, TODAY, "I", say("Looking at it, recording it, answering questions about it."), COSTS),
    Assumption("running", say("Other running costs"), 15_000.0, 0.0, 1e9, say("{currency} a year", currency=MONEY), FINANCE_ASK, TODAY, "I", say("Beyond the AI product's own, which are listed below."), COSTS),
    Assumption("cost_growth", say("Rise of prices and wages"), 0.02, -0.2, 0.5, say("per year"), FINANCE_ASK, TODAY, "I", say("On every cost but one-off ones."), COSTS),
    Assumption("discount", say("Discount rate"), 0.12, 0.0, 0.60, say("per year"), FINANCE_ASK, TODAY, "I", say("The hurdle of the firm, after tax, effective."), FINANCE),
    Assumption("tax", say("Tax on profit"), 0.25, 0.0, 0.60, say("of profit"), FINANCE_ASK, TODAY, "I", "", FINANCE),
    Assumption("bass_p", say("Diffusion: innovation p"), 0.03, 0.0001, 1.0, say("a year"), "Sultan, Farley & Lehmann 1990", "1990", "P", say("Mean of many products."), DIFFUSION),
    Assumption("bass_q", say("Diffusion: imitation q"), 0.38, 0.0, 2.0, say("a year"), "Sultan, Farley & Lehmann 1990", "1990", "P", say("Mean of many products."), DIFFUSION),
    Assumption("training", say("Building the model"), 60_000.0, 0.0, 1e9, say("{currency} per model", currency=MONEY), TEAM, TODAY, "I", say("Data, labels, computing and people. Paid at month 0 and whenever the model's life ends."), PRODUCT),
    Assumption("model_life", say("Life of a model"), 24.0, 1.0, 120.0, say("months"), TEAM, TODAY, "I", say("Until it is built anew."), PRODUCT),
    Assumption("retraining", say("Retraining"), 5_000.0, 0.0, 1e8, say("{currency} each time", currency=MONEY), TEAM, TODAY, "I", "", PRODUCT),
    Assumption("retrainings", say("Retrainings"), 2.0, 0.0, 366.0, say("a year"), TEAM, TODAY, "I", "", PRODUCT),
    Assumption("people", say("People who run it"), 0.5, 0.0, 1000.0, say("full-time equivalents"), TEAM, TODAY, "I", "", PRODUCT),
    Assumption("loaded", say("One full-time equivalent"), 80_000.0, 0.0, 1e7, say("{currency} a year", currency=MONEY), FINANCE_ASK, TODAY, "I", say("Wage and everything on top of it."), PRODUCT),
    Assumption("data", say("Data and labels"), 6_000.0, 0.0, 1e9, say("{currency} a year", currency=MONEY), TEAM, TODAY, "I", "", PRODUCT),
    Assumption("compliance", say("Compliance and audit"), 12_000.0, 0.0, 1e9, say("{currency} a year", currency=MONEY), say("No source: ask compliance"), TODAY, "I", "", PRODUCT),
    Assumption("monitoring", say("Storage and monitoring"), 2_400.0, 0.0, 1e9, say("{currency} a year", currency=MONEY), TEAM, TODAY, "I", "", PRODUCT),
    Assumption("rows_per_second", say("Speed of the model"), 20_000.0, 0.1, 1e9, say("rows per second"), say("Cautious for two CPU cores; the Models page measures yours"), TODAY, "I", "", PRODUCT),
    Assumption("server_hour", say("Server"), 0.10, 0.0, 1000.0, say("{currency} per hour, without electricity", currency=MONEY), say("No source: two virtual cores at a public cloud"), TODAY, "I", say("If the rent includes electricity, set its price to 0."), PRODUCT),
    Assumption("standby", say("Servers at least"), 2.0, 1.0, 10_000.0, say("servers"), TEAM, TODAY, "I", say("Reserved all year; an idle server costs as much as a busy one."), PRODUCT),
    Assumption("most_busy", say("Busiest a server may be"), 0.30, 0.01, 1.0, say("of its time"), TEAM, TODAY, "I", say("Room for peaks."), PRODUCT),
    Assumption("watts", say("Draw of a server"), 60.0, 0.0, 20_000.0, say("watts"), TEAM, TODAY, "I", "", PRODUCT),
    Assumption("pue", say("Power usage effectiveness (PUE)"), 1.54, 1.0, 3.0, say("times"), "Uptime Institute survey 2025, as reported", "2025", "E", say("Electricity of the whole centre over that of its servers."), PRODUCT),
    Assumption("per_kwh", say("Electricity"), 0.12, 0.0, 5.0, say("{currency} per kWh", currency=MONEY), "EIA Electric Power Monthly 5.6.A: 0.06 to 0.25 $ by state and sector", "2025-04", "E", "", PRODUCT),
    Assumption("margin", say("Margin asked on a sale"), 0.30, 0.0, 0.95, say("of price"), FINANCE_ASK, TODAY, "I", say("Sets the price above the floor."), SELLING),
    Assumption("customers", say("Customers"), 20.0, 1.0, 1e6, say("firms"), say("No source: ask sales"), TODAY, "I", "", SELLING),
    Assumption("calls", say("Calls of one customer"), 2_000_000.0, 1.0, 1e12, say("a year"), say("No source: ask sales"), TODAY, "I", "", SELLING),
    Assumption("support", say("Support of one customer"), 1_500.0, 0.0, 1e7, say("{currency} a year", currency=MONEY), say("No source: ask sales"), TODAY, "I", say("Part of the cost of goods sold, as inference is."), SELLING),
    Assumption("acquisition", say("Winning one customer (CAC)"), 12_000.0, 0.0, 1e8, MONEY, say("No source: ask sales"), TODAY, "I", say("Sales and marketing per new customer."), SELLING),
    Assumption("churn", say("Customers lost"), 0.015, 0.0, 1.0, say("of customers a month"), "digitalapplied 2026: 1–2 % a month for mid-sized customers", "2026", "S", "", SELLING),
    Assumption("elasticity", say("Price elasticity of demand"), 2.0, 0.0, 20.0, say("times"), say("No source: test prices"), TODAY, "I", say("How much demand falls, in per cent, for each per cent of price."), SELLING),
    Assumption("joining", say("Customers joining"), 0.5, 0.0, 1e6, say("firms a month"), ASK_SALES, TODAY, "I", say("Only subscriptions grow by them; every other way replaces those who leave."), SELLING),
    Assumption("onboarding", say("Bringing the first customer on"), 8_000.0, 0.0, 1e8, MONEY, ASK_SALES, TODAY, "I", say("Integration and training; falls with every further customer, by the progress ratio."), SELLING),
    Assumption("progress", say("Progress ratio of bringing on"), 0.85, 0.5, 1.0, say("of cost per doubling"), say("Usually 80 to 90 %; the idea is Wright's of 1936, for aircraft"), "1936", "I", say("0.85 is an 85 % curve, a learning rate of 15 %."), SELLING),
    Assumption("day_rate", say("Day rate of a project"), 900.0, 0.0, 1e6, say("{currency} a day", currency=MONEY), say("No source: ask sales"), TODAY, "I", "", WAYS),
    Assumption("project_days", say("Project days sold"), 250.0, 0.0, 1e6, say("a year"), say("No source: ask sales"), TODAY, "I", say("Of 220 that a person works."), WAYS),
    Assumption("licence", say("Licence of one customer"), 15_000.0, 0.0, 1e8, say("{currency} once", currency=MONEY), say("No source: ask sales"), TODAY, "I", say("Spread over three years."), WAYS),
    Assumption("maintenance", say("Maintenance"), 0.20, 0.0, 1.0, say("of licence a year"), say("No source: ask sales"), TODAY, "I", "", WAYS),
    Assumption("seats", say("Seats of one customer"), 10.0, 0.0, 1e6, say("people"), ASK_SALES, TODAY, "I", "", WAYS),
    Assumption("seat_price", say("Price of a seat"), 40.0, 0.0, 1e5, say("{currency} a month", currency=MONEY), ASK_SALES, TODAY, "I", "", WAYS),
    Assumption("impressions", say("Advertisements shown"), 0.5, 0.0, 100.0, say("per call"), ASK_SALES, TODAY, "I", say("Calls are free to whoever sees them."), WAYS),
    Assumption("fill", say("Advertisements sold"), 0.6, 0.0, 1.0, say("of those shown"), ASK_SALES, TODAY, "I", "", WAYS),
    Assumption("click", say("Clicks"), 0.01, 0.0, 1.0, say("of advertisements"), ASK_SALES, TODAY, "I", "", WAYS),
    Assumption("bid", say("Paid for a click"), 0.30, 0.0, 1_000.0, MONEY, ASK_SALES, TODAY, "I", say("Price of a thousand advertisements (eCPM) = 1,000 × clicks × bid."), WAYS),
    Assumption("partner_revenue", say("What one customer earns with it"), 60_000.0, 0.0, 1e12, say("{currency} a year", currency=MONEY), ASK_SALES, TODAY, "I", "", WAYS),
    Assumption("partner_share", say("Share of it asked"), 0.05, 0.0, 1.0, say("of that revenue"), ASK_SALES, TODAY, "I", "", WAYS),
)  # fmt: skip

RANGES = {
    "volume": Range(0.7, 1.3),
    "growth": Range(-0.04, 0.04, "triangular", "step"),
    "ramp_months": Range(0.5, 2.5),
    "followed": Range(-0.25, 0.08, "pert", "step"),
    "one_off": Range(0.8, 1.8),
    "per_case": Range(0.5, 2.0),
    "running": Range(0.8, 1.4),
    "cost_growth": Range(-0.01, 0.03, "triangular", "step"),
    "discount": Range(-0.03, 0.03, "triangular", "step"),
    "training": Range(0.8, 1.6, "lognormal"),
    "people": Range(0.7, 1.6),
    "compliance": Range(0.7, 2.0),
    "customers": Range(0.4, 1.5),
    "calls": Range(0.4, 1.8),
    "support": Range(0.7, 1.8),
    "acquisition": Range(0.7, 2.0),
    "churn": Range(0.6, 2.5),
    "joining": Range(0.2, 1.6),
    "onboarding": Range(0.7, 2.0),
    "project_days": Range(0.5, 1.3),
    "seats": Range(0.4, 1.6),
    "impressions": Range(0.4, 1.6),
    "fill": Range(-0.3, 0.2, "pert", "step"),
    "click": Range(0.4, 1.6),
    "bid": Range(0.5, 1.8),
    "partner_revenue": Range(0.3, 1.6),
}
"""What may turn out otherwise, and how far: illustrative, skewed to the side on which plans usually fail."""
