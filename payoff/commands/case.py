"""`payoff case`: a business case from a file, from the value per case down to present value, odds and what would flip the answer."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from payoff.core.message import say
from payoff.core.product_cost import ITEMS
from payoff.core.spread import BadRangeError
from payoff.core.value import UnreasonableValuesError
from payoff.core.wording import money, percent
from payoff.domains.term_sheet import TermSheetError
from payoff.intake.problems import IntakeError
from payoff.language import LANGUAGES
from payoff.reports.report import FORMS, ReportError, save_report
from payoff.workflow import case_sentences as words
from payoff.workflow.business_case import CaseResult
from payoff.workflow.case_answer import CaseAnswer, answer_case
from payoff.workflow.case_file import read_case_file
from payoff.workflow.case_keys import CaseFileError
from payoff.workflow.case_path import say_path
from payoff.workflow.case_summary import summarise_case
from payoff.workflow.decide import QuestionError
from payoff.workflow.product_panels import product_panels

LINES = {
    "value": "value", "per_case": "handling", "running": "running", "one_off": "one-off", "tax": "tax", "net": "net",
    "cumulative": "cumulative",
}  # fmt: skip
WIDTH = 14


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Add this command to the command line."""
    parser = subparsers.add_parser("case", help="a business case from a TOML file", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="the case, as data/cases/credit.toml shows it")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    for ending, form in FORMS.items():
        parser.add_argument(f"--{ending}", type=Path, metavar="OUTPUT", help=f"write a report for {form.label} as well")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="en", help="of the reports (default: en)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the case and write the reports asked for; 0 done, 2 when the file, what it names or a report's place cannot be used."""
    try:
        answer = answer_case(read_case_file(args.file), args.file.parent)
        _save_reports(answer, args)
    except (CaseFileError, TermSheetError, QuestionError, IntakeError, UnreasonableValuesError, BadRangeError, ReportError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(summarise_case(answer.result, answer.risk, answer.file.steps), indent=2))
    else:
        print("\n".join(describe(answer)))
    return 0


def _save_reports(answer: CaseAnswer, args: argparse.Namespace) -> None:
    for ending in FORMS:
        path: Path | None = getattr(args, ending)
        if path is not None:
            save_report(answer, ending, path, language=args.language)
            print(say("Written: {path}", path=path), file=sys.stderr)


def describe(answer: CaseAnswer) -> list[str]:
    """The case as lines of text, the verdict first."""
    result, risk, sheet = answer.result, answer.risk, answer.file.sheet
    currency = result.worth.currency
    call, finding, how_sure = words.say_case(result, risk)
    lines = [
        answer.file.title, "", f"{call}. {finding} {how_sure}", "",
        f"Value: {words.say_worth(result.worth)}.", words.say_reconciliation(result), "", *_table(result), "", words.say_flow(result),
        *_measures(result), "", words.say_distribution(risk, currency), words.say_swings(risk.swings, sheet, currency),
        words.say_switches(risk, sheet, currency), words.say_information(risk, sheet, currency), "",
        words.say_product(result), *_items(result), "", *(f"{panel.title}: {panel.advice}" for panel in product_panels(result)),
    ]  # fmt: skip
    if answer.file.steps.given:
        lines += ["", say("The way to the market: {standing}", standing=say_path(answer.file.steps))]
    lines += [
        say("{first} and {second} move together: rank correlation {figure}.", first=first, second=second, figure=f"{figure:g}")
        for (first, second), figure in answer.file.plan.correlations.items()
    ]
    lines += [line for reason in risk.missing.values() for line in ("", reason)]
    return [line.replace("\u00a0", " ").replace("\u2212", "-") for line in lines]


def _table(result: CaseResult) -> list[str]:
    years = result.flow.by_year()
    head = f"{'Year':<6}" + "".join(f"{label:>{WIDTH}}" for label in LINES.values())
    rows = zip(*(getattr(years, line) for line in LINES), strict=True)
    return [head, *(f"{year:<6}" + "".join(f"{np.round(value) + 0.0:>{WIDTH},.0f}" for value in row) for year, row in enumerate(rows))]


def _measures(result: CaseResult) -> list[str]:
    found = result.measures
    irr = percent(found.irr.rate) if found.irr.rate is not None else found.irr.reason
    return [
        f"Internal rate of return {irr} a year; modified {percent(found.mirr.value)}; "
        f"profitability index {_number(found.profitability.value)}; discounted payback {_number(found.discounted_payback.value)} months."
    ]


def _items(result: CaseResult) -> list[str]:
    cost, currency = result.product, result.worth.currency
    costs = {label: (money(float(cost.items[key]), currency), percent(cost.share(key).value)) for key, label in ITEMS.items()}
    return [f"  {label:<42}{yearly:>14}{share:>10}" for label, (yearly, share) in costs.items()]


def _number(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.1f}"
