"""The catalogues are whole: every text has its translation, with the same places for values, and none is left over."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from payoff.language import ENGLISH, LANGUAGES
from payoff.language.catalogue import open_catalogue

ROOT = Path(__file__).parents[2]
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
KEYWORDS = {"say": None, "_": None}
SHORTHAND = ROOT / "payoff/ui/language.py"
"""Where `_` hands its template on to `say`."""


def texts_in_use() -> set[str]:
    """Every literal of `say` and `_`, as Babel finds it."""
    folders = (ROOT / "payoff", ROOT / "pages")
    rows = (row for folder in folders for row in extract_from_dir(str(folder), [("**.py", "python")], keywords=KEYWORDS))
    return {template for _, _, template, _, _ in rows if template}


def places(template: str) -> set[str]:
    """Names of the values that a template takes; none where it is shown as it stands."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    except ValueError:
        return set()


def calls_of_say(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language):
    translated = {entry.id for entry in open_catalogue(language) if entry.id and entry.string and not entry.fuzzy}
    assert sorted(texts_in_use() - translated) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_over(language):
    catalogue = open_catalogue(language)
    assert sorted({entry.id for entry in catalogue if entry.id} - texts_in_use()) == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_takes_the_same_values(language):
    wrong = {entry.id: entry.string for entry in open_catalogue(language) if entry.id and places(entry.id) != places(entry.string)}
    assert wrong == {}


def test_templates_are_literals():
    """A template put together at run time is in no catalogue."""
    found = {}
    for path in [*ROOT.glob("payoff/**/*.py"), *ROOT.glob("pages/*.py")]:
        if path == SHORTHAND:
            continue
        for call in calls_of_say(path):
            first = call.args[0] if call.args else None
            made_up = isinstance(first, (ast.JoinedStr, ast.BinOp)) or (call.func.id == "say" and not isinstance(first, ast.Constant))
            if made_up:
                found[f"{path.relative_to(ROOT)}:{call.lineno}"] = ast.unparse(call)[:80]
    assert found == {}


def test_babel_finds_every_text():
    """A call inside an f-string, or deep inside another call, is a text that no extraction sees."""
    paths = [*ROOT.glob("payoff/**/*.py"), *ROOT.glob("pages/*.py")]
    firsts = [call.args[0] for path in paths for call in calls_of_say(path) if call.args]
    said = {first.value for first in firsts if isinstance(first, ast.Constant) and first.value}
    assert sorted(said - texts_in_use()) == []


FOR_DEVELOPERS = (
    "payoff/training/sources/", "payoff/scoring/sandbox", "payoff/reports/page/pdf.py", "payoff/commands/", "payoff/store/migrations/",
)  # fmt: skip
"""Where an exception speaks to whoever prepares data or tends the program; the command line is English."""


def test_exceptions_for_people_carry_messages():
    """Text that an exception was given plainly can be shown in English alone."""
    found = {}
    for path in ROOT.glob("payoff/**/*.py"):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args) or name.startswith(FOR_DEVELOPERS):
                continue
            said = node.exc.args[0]
            if isinstance(said, ast.JoinedStr) or (isinstance(said, ast.Constant) and " " in str(said.value)):
                found[f"{name}:{node.lineno}"] = ast.unparse(said)[:80]
    assert found == {}
