"""The arrows between the rooms, and who may import what."""

import ast
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = {
    "core": 0,
    "language": 1,
    "domains": 1,
    "intake": 2,
    "scoring": 2,
    "training": 2,
    "store": 2,
    "mapping": 2.5,
    "workflow": 3,
    "reports": 4,
    "commands": 5,
    "ui": 5,
    "api": 5,
    "pages": 6,
}
HOMES = {
    "streamlit": ("ui", "pages"),
    "plotly": ("ui", "pages"),
    "onnxruntime": ("scoring", "training"),
    "sqlalchemy": ("store",),
    "alembic": ("store",),
}
CORE_MAY_IMPORT = {"numpy", "scipy", "numpy_financial", "pyxirr", "pandas", "payoff"}
CORE_MAY_NOT = {"os", "pathlib", "io", "time", "random", "logging", "subprocess", "socket", "tempfile", "shutil"}
CLOCKS = {"now", "utcnow", "today", "fromtimestamp"}


def room_of(path: Path) -> str | None:
    """The room a file belongs to; `app.py` counts as a page, the package's own two files as the edge they are."""
    parts = path.parts
    if parts[0] == "pages" or path == Path("app.py"):
        return "pages"
    return parts[1] if len(parts) > 2 else None


def product_files() -> list[Path]:
    """Every Python file of the product, relative to the root."""
    found = [*ROOT.glob("payoff/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
    return sorted(path.relative_to(ROOT) for path in found)


def imported_modules(source: str, package: str = "") -> set[str]:
    """Dotted names of what `source` imports, anywhere in it; relative imports are resolved against `package`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, *([node.module] if node.module else [])])
            names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return names


def wrong_arrows(source: str, room: str, package: str = "") -> set[str]:
    """Rooms that `source`, which lies in `room`, imports although they are not below it."""
    targets = {name.split(".")[1] for name in imported_modules(source, package) if name.startswith("payoff.")}
    return {target for target in targets & set(LAYERS) if target != room and LAYERS[target] >= LAYERS[room]}


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def package_of(path: Path) -> str:
    return ".".join(path.parent.parts)


def test_a_wrong_arrow_is_recognised_however_it_is_written():
    assert wrong_arrows("from payoff.ui.charts import chart_curve", "core") == {"ui"}
    assert wrong_arrows("from payoff import scoring", "intake") == {"scoring"}
    assert wrong_arrows("def f():\n    import payoff.workflow.decide", "domains") == {"workflow"}
    assert wrong_arrows("from ..scoring import bundle", "training", "payoff.training") == {"scoring"}
    assert wrong_arrows("from ..ui.shell import run", "commands", "payoff.commands") == {"ui"}


def test_an_arrow_downwards_or_inside_the_room_is_right():
    assert wrong_arrows("from payoff.core.curve import value_curve\nfrom payoff.workflow import decide", "ui") == set()
    assert wrong_arrows("from .bundle import read_bundle", "scoring", "payoff.scoring") == set()
    assert wrong_arrows("from payoff import __version__", "core") == set()


def test_every_room_has_its_place_in_the_order():
    rooms = {path.name for path in (ROOT / "payoff").iterdir() if (path / "__init__.py").exists()}
    assert rooms | {"pages"} == set(LAYERS)


def test_arrows_never_turn():
    wrong = {}
    for path in product_files():
        room = room_of(path)
        if room and (arrows := wrong_arrows(read(path), room, package_of(path))):
            wrong[str(path)] = arrows
    assert wrong == {}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_stays_in_its_home(library):
    strays = [
        str(path)
        for path in product_files()
        if room_of(path) not in HOMES[library] and library in {name.split(".")[0] for name in imported_modules(read(path))}
    ]
    assert strays == []


def test_core_is_arithmetic_only():
    strays = {}
    for path in product_files():
        if room_of(path) != "core":
            continue
        names = {name.split(".")[0] for name in imported_modules(read(path), package_of(path))} - {""}
        foreign = {name for name in names if name not in sys.stdlib_module_names} - CORE_MAY_IMPORT
        called = {node.attr for node in ast.walk(ast.parse(read(path))) if isinstance(node, ast.Attribute)}
        if found := foreign | (names & CORE_MAY_NOT) | (called & CLOCKS):
            strays[str(path)] = found
    assert strays == {}


def modules_loaded_by(statement: str) -> set[str]:
    """Top-level packages in `sys.modules` after `statement` in a fresh interpreter."""
    program = f"{statement}\nimport sys\nprint(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_importing_core_pulls_in_no_dashboard_and_no_runtime():
    modules = [f"payoff.core.{path.stem}" for path in sorted((ROOT / "payoff/core").glob("*.py")) if path.stem != "__init__"]
    loaded = modules_loaded_by(f"import {', '.join(modules)}")
    assert loaded & {"streamlit", "plotly", "onnxruntime", "sklearn", "pyarrow"} == set()


def test_the_command_line_starts_without_the_dashboard():
    loaded = modules_loaded_by("from payoff.__main__ import build_parser; build_parser()")
    assert loaded & {"streamlit", "plotly"} == set()


def test_every_imported_package_is_asked_for_in_requirements():
    lines = read(Path("requirements.txt")).splitlines()
    asked = {line.split(">=")[0].lower() for line in lines if line and not line.startswith("#")}
    distributions = packages_distributions()
    missing = {}
    for path in product_files():
        tops = {name.split(".")[0] for name in imported_modules(read(path), package_of(path))}
        for top in tops - set(sys.stdlib_module_names) - {"payoff", ""}:
            if not {name.lower().replace("_", "-") for name in distributions.get(top, [])} & asked:
                missing[f"{path}: {top}"] = distributions.get(top, [])
    assert missing == {}
