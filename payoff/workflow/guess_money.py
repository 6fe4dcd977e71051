"""Which columns of a file seem to hold money, and in which currency."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from payoff.intake.decisions import ColumnReading
from payoff.intake.tidy import Tidy
from payoff.intake.units import Unit, read_unit
from payoff.mapping.evidence import unit_of
from payoff.workflow.guess_outcome import speaks_of

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥"}
USUAL = "€"
"""Where no column is written with a currency."""

MONEY_NAMES = (
    "amount", "value", "price", "cost", "loss", "profit", "margin", "revenue", "balance", "exposure", "ead", "clv", "limit", "premium",
    "charge", "charges", "fee", "fees", "spend", "sales", "turnover", "saldo", "erlös", "forderung", "kwota", "сумма", "betrag", "kosten",
    "verlust", "marge", "umsatz", "summe", "preis", "montant", "coût", "perte", "importe", "coste", "monto", "金额", "金額", "融資額",
    "余额", "餘額", "额度", "額度", "금액", "成本", "损失", "收入", "价格", "贷款额", "利润",
)  # fmt: skip


def money_candidates(tidy: Tidy) -> list[str]:
    """Number columns: those written with a currency first, then those whose name speaks of money, numbering ones last."""
    numbers = [column for column in tidy.columns if column.kind == "number"]
    return [column.name for column in sorted(numbers, key=lambda column: _rank(column, tidy))]


def usual_factor(tidy: Tidy, name: str) -> float:
    """What makes a cost of the column `name`: the multiple its header counts it in (k€: 1000), negative where it holds only losses."""
    reading = next(column for column in tidy.columns if column.name == name)
    unit = _unit_of(reading)
    multiple = unit.multiple if unit is not None and (unit.is_currency or not unit.name) else 1.0
    return -multiple if isinstance(reading.high, float) and reading.high <= 0 and reading.low != reading.high else multiple


def guess_currency(tidy: Tidy) -> str:
    """The currency that the first column with one is written in, in its cells or its name, as its sign where it has a common one."""
    units = (_unit_of(column) for column in tidy.columns if column.kind == "number")
    found = next((unit.name for unit in units if unit is not None and unit.is_currency), USUAL)
    return SIGNS.get(found, found)


def _unit_of(column: ColumnReading) -> Unit | None:
    return unit_of(column.name, read_unit(column.unit))


def _rank(column: ColumnReading, tidy: Tidy) -> int:
    unit = _unit_of(column)
    if unit is not None and unit.is_currency:
        return 0
    if speaks_of(column.name, MONEY_NAMES):
        return 1
    return 3 if _counts_rows(tidy.table.column(column.name)) else 2


def _counts_rows(values: pa.ChunkedArray) -> bool:
    """Whether whole numbers rise from row to row, as running numbers do; some may be gone."""
    numbers = values.combine_chunks().to_numpy(zero_copy_only=False)
    return len(numbers) > 1 and bool((numbers[1:] > numbers[:-1]).all() and (numbers == np.round(numbers)).all())
