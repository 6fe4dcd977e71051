"""What the AI product costs a year, item by item, as formulas; with its servers, electricity and carbon."""

from __future__ import annotations

import numpy as np

from payoff.core.message import say
from payoff.core.product_cost import ITEMS
from payoff.core.serving import HOURS, SECONDS
from payoff.domains.grid import GRIDS
from payoff.reports import palette
from payoff.reports.book.book import Book, Page
from payoff.reports.book.flow import LIFE, RUNNING
from payoff.reports.book.styles import PERCENT, WHOLE, money_format
from payoff.workflow.case_sentences import say_product

FIRST = 4
FORMULAS = {
    "training": f"training/{LIFE}*12", "retraining": "retraining*retrainings", "people": "people*loaded", "data": "data",
    "compliance": "compliance", "monitoring": "monitoring", "servers": f"servers*server_hour*{HOURS}", "energy": "kwh*per_kwh",
}  # fmt: skip
BASES = {
    "training": say("Building it, over the months of its life, times 12"), "retraining": say("Each time, times a year"),
    "people": say("Full-time equivalents, times one of them"), "data": say("A year"), "compliance": say("A year"),
    "monitoring": say("A year"), "servers": say("Servers reserved, times price per hour, times 8,760"),
    "energy": say("Kilowatt-hours, times price"),
}  # fmt: skip
# Half a month rounds to the even number, as the app rounds it.
WHOLE_MONTHS = "IF(ABS(model_life-INT(model_life)-0.5)<0.000000001,2*ROUND(model_life/2,0),ROUND(model_life,0))"


def write_product(book: Book) -> None:
    """Items with their shares, what the volume asks of servers, and the grids to choose from."""
    page = book.pages["product"]
    for column, width in enumerate((36, 17, 12, 52)):
        page.sheet.set_column(column, column, width)
    page.text(0, 0, say("What the AI product costs"), "title")
    page.across(1, (0, 3), say_product(book.answer.result), "note")
    page.head(
        FIRST - 1, [say("Item"), say("{currency} a year", currency=book.currency), say("Share of the total"), say("How")], figures=(1, 2)
    )
    row = _write_servers(page, _write_items(page))
    _write_grids(page, row + 1)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.insert_chart(FIRST - 1, 5, _chart(book), {"object_position": 2})


def _write_items(page: Page) -> int:
    """The items and their total; the next free row."""
    cost, total = page.book.answer.result.product, FIRST + len(ITEMS)
    money = money_format(float(cost.total))
    for row, (item, label) in enumerate(ITEMS.items(), FIRST):
        page.text(row, 0, label, "label")
        page.formula(row, 1, FORMULAS[item], float(np.asarray(cost.items[item])), number=money)
        page.formula(row, 2, f"IF(B{total + 1}=0,0,B{row + 1}/B{total + 1})", cost.share(item).value or 0.0, number=PERCENT)
        page.text(row, 3, BASES[item], "unit")
    page.text(total, 0, say("All together"), "label")
    page.formula(total, 1, f"SUM(B{FIRST + 1}:B{total})", float(cost.total), number=money, role="total")
    page.define("product_yearly", total, 1)
    return total + 1


def _write_servers(page: Page, row: int) -> int:
    """What stands behind the items; the next free row."""
    answer = page.book.answer
    settings, cost = answer.result.plan.settings, answer.result.product
    reserved, power, running = cost.reserved, cost.power, float(cost.running)
    capacity = f"(rows_per_second*{SECONDS}*{HOURS}*most_busy)"
    thousand = cost.per_thousand.value
    money = money_format(running)
    busy, load = float(np.asarray(reserved.busy)), f"volume/(rows_per_second*{SECONDS}*{HOURS}*servers)"
    figures = (
        (RUNNING, say("Paid every year (all but building)"), "product_yearly-training/model_months*12", running, money),
        (LIFE, say("Life of a model, whole months"), WHOLE_MONTHS, float(round(settings["model_life"])), WHOLE),
        ("per_thousand", say("A thousand calls, at full cost"), 'IF(volume=0,"{none}",product_yearly*1000/volume)', thousand, "#,##0.00##"),
        ("servers", say("Servers reserved"), f"MAX(standby,ROUNDUP(volume/{capacity},0))", float(np.asarray(reserved.servers)), WHOLE),
        ("busy", say("How busy they are"), load, busy, "0.0000%"),
        ("kwh", say("Electricity, kWh a year"), f"servers*watts/1000*{HOURS}*pue", float(np.asarray(power.kwh)), WHOLE),
        ("carbon", say("Carbon, kg CO₂e a year"), "kwh*grams/1000", float(np.asarray(power.carbon)), WHOLE),
    )  # fmt: skip
    page.across(row + 1, (0, 3), say("Behind the items"), "head")
    none = page.book.tongue(say("n/a"))
    for name, label, formula, value, number in figures:
        page.text(row + 2, 0, label, "label")
        page.formula(row + 2, 1, formula.replace("{none}", none), value, number=number)
        page.define(name, row + 2, 1)
        row += 1
    return row + 2


def _write_grids(page: Page, row: int) -> None:
    """Carbon of electricity by grid, and that of the grid chosen."""
    keys = list(GRIDS)
    chosen = GRIDS[page.book.answer.result.plan.grid]
    page.head(row, [say("Electricity grid"), say("g CO₂e per kWh"), say("Key"), say("Source")], figures=(1,))
    for at, (key, grid) in enumerate(GRIDS.items(), row + 1):
        page.text(at, 0, grid.label, "label")
        page.number(at, 1, grid.grams, "0.0", role="figure")
        page.text(at, 2, key, "unit")
        page.text(at, 3, say("{source}, {date}", source=grid.source, date=grid.date), "unit")
        page.fit(at, ((grid.source + grid.date, 48.0),))
    end = row + 1 + len(keys)
    page.text(end, 0, say("Chosen"), "label")
    found = f"INDEX({page.span((row + 1, end - 1), 1)},MATCH(grid,{page.span((row + 1, end - 1), 2)},0))"
    page.formula(end, 1, found, chosen.grams, number="0.0", role="total")
    page.define("grams", end, 1)


def _chart(book: Book):  # type: ignore[no-untyped-def]
    """The items as bars."""
    page, rows = book.pages["product"], (FIRST, FIRST + len(ITEMS) - 1)
    money = money_format(float(book.answer.result.product.total))
    chart = book.chart("bar", say("What the AI product costs a year"))
    chart.add_series({
        "categories": f"={page.span(rows, 0)}", "values": f"={page.span(rows, 1)}", "fill": {"color": palette.ACT}, "gap": 50,
        "data_labels": {"value": True, "num_format": money, "font": {"name": book.tongue.main, "size": 9, "color": palette.INK}},
    })  # fmt: skip
    chart.set_y_axis({**book.axis(), "reverse": True})
    chart.set_x_axis({**book.axis(book.currency, money), "label_position": "high"})
    chart.set_legend({"none": True})
    chart.set_size({"width": 620, "height": 330})
    return chart
