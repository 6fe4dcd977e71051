"""What a clone holds: bounded requirements, nothing large and nothing of one machine's."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LARGEST = 5_000_000
MACHINE_PATH = re.compile(r"(?<![\w.~\-/])/(?:work|tmp|root|home|Users)/\w")


def requirement_lines(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip() and not line.startswith("-r")]


def tracked_files() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout, so there is no list of tracked files")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_every_requirement_has_a_lower_and_an_upper_bound(name):
    unbounded = [line for line in requirement_lines(name) if not re.fullmatch(r"[\w\-\[\],]+>=[\d.]+,<[\d.]+", line)]
    assert unbounded == []


def test_a_gpu_machine_gets_the_same_packages_but_for_the_runtime():
    plain = [line for line in requirement_lines("requirements.txt") if not line.startswith("onnxruntime>")]
    gpu = [line for line in requirement_lines("requirements-gpu.txt") if not line.startswith("onnxruntime-gpu")]
    assert gpu == plain


def test_nothing_large_is_tracked():
    assert {path.name: path.stat().st_size for path in tracked_files() if path.stat().st_size > LARGEST} == {}


def test_no_tracked_file_names_a_path_of_one_machine():
    found = {}
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if "\0" not in text and (match := MACHINE_PATH.search(text)):
            found[str(path.relative_to(ROOT))] = match.group()
    assert found == {}
