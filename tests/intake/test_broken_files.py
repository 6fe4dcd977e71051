"""Broken files made from a seed: every one ends in a table whose rows add up, or in a problem with a name."""

from __future__ import annotations

import io
import random
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payoff.intake.problems import IntakeError
from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.paths import ROOT

SEED = 20_240_305
FILES = 360
SECONDS = 5
"""Processor time for one file. The clock would measure whatever else the machine does; it only ends what hangs, after HANGS."""

HANGS = 120
LARGEST_TABLE = 64 << 20
"""Bytes of a table made from a file of a few kilobytes."""

MOST_MEMORY = 1 << 30

OFFICE = "Bericht;;;\r\n\r\nName;Betrag;Datum;Bezahlt\r\n"
OFFICE += '"Müller; A";1.234,50 €;05.03.2024;ja\r\nSchäfer;(3,00 €);06.03.2024;nein\r\n' * 40
PLAIN = "id,amount,day,ok\n" + "".join(f'{i},{i * 7.5},2024-03-{i % 28 + 1:02},"y{i % 2}"\n' for i in range(80))
CHINESE = "客户编号,年龄,金额,是否违约\n" + "1001,３５岁,￥1200,是\n1002,42岁,￥3400,否\n" * 40


def workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at in range(40):
            sheet.write_row(at, 0, ["name", "amount"] if at == 0 else [f"n{at}", at * 1.5])
    return file.getvalue()


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"a": list(range(50)), "b": [f"{i},5 €" for i in range(50)], "c": [[i] for i in range(50)]}), file)
    return file.getvalue()


WHOLE = [PLAIN.encode(), OFFICE.encode("cp1252"), CHINESE.encode("gb18030"), PLAIN.encode("utf-16"), OFFICE.encode(), workbook(), parquet()]


def cut(data: bytearray, rng: random.Random) -> bytes:
    return bytes(data[: rng.randrange(len(data))])


def flip(data: bytearray, rng: random.Random) -> bytes:
    for _ in range(rng.choice([1, 5, 50, 500])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def sprinkle(data: bytearray, rng: random.Random) -> bytes:
    odd = [b'"', b"'", b"\r", b"\n\n", b";", b",", b"\t", b"\0", b"\xff\xfe", b"\xe9", "万".encode(), b"1e999", b"--", b"(", b"%", b"\x1a"]
    for _ in range(rng.choice([1, 10, 100])):
        at = rng.randrange(len(data))
        data[at:at] = rng.choice(odd)
    return bytes(data)


def splice(data: bytearray, rng: random.Random) -> bytes:
    other = rng.choice(WHOLE)
    return bytes(data[: rng.randrange(len(data))]) + other[rng.randrange(len(other)) :]


def stretch(data: bytearray, rng: random.Random) -> bytes:
    at, length = rng.randrange(len(data)), rng.choice([1, 20, 400])
    return bytes(data[:at]) + bytes(data[at : at + length]) * rng.choice([10, 1000]) + bytes(data[at:])


def shuffle(data: bytearray, rng: random.Random) -> bytes:
    lines = bytes(data).split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines[: rng.randrange(1, len(lines) + 1)])


BREAKS: list[Callable[[bytearray, random.Random], bytes]] = [cut, flip, sprinkle, splice, stretch, shuffle]


def broken(number: int) -> bytes:
    """File `number` of the corpus, the same on every run."""
    rng = random.Random(SEED + number)
    data = WHOLE[number % len(WHOLE)]
    for _ in range(rng.choice([1, 1, 2, 3])):
        data = rng.choice(BREAKS)(bytearray(data), rng) or b"\n"
    return data


def read(content: bytes) -> Tidy | None:
    """The table, or None where a named problem says why there is none."""
    try:
        tidied = read_tidy(read_source(content, "broken"), keep_lines=True)
    except IntakeError as error:
        problems = error.problems
    else:
        check(tidied)
        return tidied
    assert all(problem.kind and problem.message and problem.fix for problem in problems)
    return None


def check(tidied: Tidy) -> None:
    """Nothing is dropped silently: rows add up, and so do the cells of every column."""
    below = sum(aside.reason != "preamble" for aside in tidied.asides)
    assert tidied.table.num_rows + len(tidied.rejects) + below == tidied.rows_read
    assert len(tidied.columns) == tidied.table.num_columns
    for column, reading in zip(tidied.table.columns, tidied.columns, strict=True):
        assert reading.count + reading.missing + reading.unreadable >= tidied.table.num_rows
        assert column.null_count <= reading.missing + reading.unreadable
    assert tidied.table.nbytes < LARGEST_TABLE


def read_within_limits(start: int, stop: int) -> tuple[int, int]:
    """Read files `start` to `stop` in this process, which ends at the first that takes too much; tables made, and peak memory."""
    address_space = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (address_space + MOST_MEMORY, address_space + MOST_MEMORY))
    tables = 0
    for number in range(start, stop):
        print(f"file {number}", file=sys.stderr, flush=True)
        content = broken(number)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        tables += read(content) is not None
        signal.setitimer(signal.ITIMER_PROF, 0)
    # Not getrusage: what that says of memory begins with the most that the process which started this one ever held.
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return tables, int(peak[1]) << 10


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limits are set as Linux sets them")
@pytest.mark.parametrize("start", range(0, FILES, 90))
def test_a_broken_file_ends_in_a_table_or_a_named_problem_in_time_and_memory(start):
    program = (
        "from tests.intake.test_broken_files import read, read_within_limits; read(b'a,b\\n1,x\\n'); "
        f"print(*read_within_limits({start}, {start + 90}))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=HANGS, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    tables, peak = map(int, done.stdout.split())
    assert 0 < tables < 90
    assert peak < MOST_MEMORY


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=400))
def test_any_bytes_end_in_a_table_or_a_named_problem(content):
    read(content)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=8) | st.sampled_from(
    ["1,234", "(5)", "5 kg", "12%", "31.12.2023", "2024-02-30", "是", "ja", "no", "", "NA", "999", "-", "1e400", "€", "00:00", "1 234,5-"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=8), separator=st.sampled_from(",;\t|"))
def test_any_cells_end_in_a_table_or_a_named_problem(rows, separator):
    read("\n".join(separator.join(row) for row in rows).encode())


def test_a_parquet_that_unfolds_without_end_is_refused():
    file = io.BytesIO()
    nothing = pa.nulls(1_000_000, pa.bool_())
    pq.write_table(pa.table({f"c{i}": nothing for i in range(101)}), file)
    with pytest.raises(IntakeError) as caught:
        read_tidy(read_source(file.getvalue(), "bomb.parquet"))
    assert caught.value.problems[0].kind == "too_many_cells"


def schema_only(depth: int) -> bytes:
    """A Parquet file of no rows whose one column lies `depth` levels deep, its footer written by hand."""

    def number(value: int) -> bytes:
        made = b""
        while value > 0x7F:
            made, value = made + bytes([value & 0x7F | 0x80]), value >> 7
        return made + bytes([value])

    def level(name: bytes, *, children: int) -> bytes:
        return b"\x35" + number(2) + b"\x18" + number(len(name)) + name + b"\x15" + number(2 * children) + b"\0"

    root = b"\x48" + number(1) + b"s" + b"\x15" + number(2) + b"\0"
    leaf = b"\x15" + number(4) + b"\x25" + number(2) + b"\x18" + number(1) + b"v\0"
    levels = root + level(b"a", children=1) * depth + leaf
    footer = b"\x15\x02\x19\xfc" + number(depth + 2) + levels + b"\x16\x00\x19\x0c\0"
    return b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1"


@pytest.mark.parametrize("depth", [200, 20_000, 100_000])
def test_parquet_nested_beyond_reason_is_refused_by_name(depth):
    with pytest.raises(IntakeError) as caught:
        read_tidy(read_source(schema_only(depth), "deep.parquet"))
    assert caught.value.problems[0].kind == "nested_too_deep"


@pytest.mark.parametrize("depth", [5, 90])
def test_nested_parquet_columns_are_left_out_with_a_word(depth):
    kind: pa.DataType = pa.int64()
    for _ in range(depth):
        kind = pa.struct([("a", kind)])
    file = io.BytesIO()
    pq.write_table(pa.table({"n": [1, 2], "deep": pa.nulls(2, kind)}), file)
    tidied = read_tidy(read_source(file.getvalue(), "deep.parquet"))
    assert tidied.table.column_names == ["n"]
    assert [p.kind for p in tidied.problems] == ["nested_column"]
