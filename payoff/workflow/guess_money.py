"""Which columns of a file seem to hold money, and in which currency."""

from __future__ import annotations

from payoff.intake.decisions import ColumnReading
from payoff.intake.tidy import Tidy
from payoff.intake.words import CURRENCIES
from payoff.workflow.guess_outcome import speaks_of

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥"}
USUAL = "€"
"""Where no column is written with a currency."""

MONEY_NAMES = (
    "amount", "value", "price", "cost", "loss", "profit", "margin", "revenue", "balance", "exposure", "ead", "clv", "limit", "premium",
    "betrag", "kosten", "verlust", "marge", "umsatz", "summe", "preis", "montant", "coût", "perte", "importe", "coste", "monto", "金额",
    "成本", "损失", "收入", "价格", "贷款额", "利润",
)  # fmt: skip


def money_candidates(tidy: Tidy) -> list[str]:
    """Number columns: those written with a currency first, then those whose name speaks of money, numbering ones last."""
    numbers = [column for column in tidy.columns if column.kind == "number"]
    return [column.name for column in sorted(numbers, key=lambda column: _rank(column, tidy.table.num_rows))]


def usual_factor(tidy: Tidy, name: str) -> float:
    """What makes a cost of the column `name`: −1 where it holds losses, none of them above zero."""
    reading = next(column for column in tidy.columns if column.name == name)
    return -1.0 if isinstance(reading.high, float) and reading.high <= 0 and reading.low != reading.high else 1.0


def guess_currency(tidy: Tidy) -> str:
    """The currency that the first column with one is written in, as its sign where it has a common one."""
    found = next((column.unit for column in tidy.columns if column.unit in set(CURRENCIES.values())), USUAL)
    return SIGNS.get(found, found)


def _rank(column: ColumnReading, rows: int) -> int:
    if column.unit in set(CURRENCIES.values()):
        return 0
    if speaks_of(column.name, MONEY_NAMES):
        return 1
    low, high = column.low, column.high
    counts_rows = isinstance(low, float) and isinstance(high, float) and high - low == rows - 1
    return 3 if counts_rows else 2
