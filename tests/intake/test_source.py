"""Files are recognised by what they hold, and refused in words."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from payoff.intake.problems import IntakeError
from payoff.intake.source import read_source

HEADER = "loan_id,amount,months,age,housing"
ROWS = "a,1000,12,30,own\nb,2000,24,,rent\n"
TEXT = f"{HEADER}\n{ROWS}"


def parquet_bytes() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"amount": [1000.0] * 500, "months": [12] * 500, "age": [30.0] * 500, "housing": ["own"] * 500}), file)
    return file.getvalue()


def refusal(read, content: bytes, name: str = "loans.csv") -> str:
    with pytest.raises(IntakeError) as caught:
        read(content, name)
    assert all(problem.fix for problem in caught.value.problems)
    return caught.value.problems[0].kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_reads_the_same(read, encoding, newline):
    reading = read(TEXT.replace("own", "käse").replace("\n", newline).encode(encoding))
    assert reading.table.column("amount").to_pylist() == [1000, 2000]
    assert reading.table.column("age").to_pylist() == [30, None]
    assert reading.table.column("housing").to_pylist() == ["käse", "rent"]
    assert reading.records == ["a,1000,12,30,käse", "b,2000,24,,rent"]


def test_windows_text_is_read_with_a_note(read):
    reading = read(TEXT.replace("own", "Möbel – neu").encode("cp1252"))
    assert reading.table.column("housing").to_pylist()[0] == "Möbel – neu"
    assert reading.problem("encoding").value == "Windows-1252"


def test_bytes_that_are_no_windows_text_are_read_as_latin(read):
    reading = read(TEXT.encode().replace(b"own", b"o\x81\xe4"))
    assert reading.problem("encoding").value == "Latin-1"


def test_a_row_of_another_encoding_deep_in_the_file_is_read_and_said(read):
    many = "a,1000,12,30,own\n" * 100_000
    reading = read(f"{HEADER}\n{many}".encode() + "b,2000,24,40,möbel\n".encode("cp1252"))
    assert reading.table.column("housing").to_pylist()[-1] == "möbel"
    assert reading.problem("foreign_bytes").rows == (100_001,)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_yields_the_columns(read, separator):
    assert read(TEXT.replace(",", separator).encode()).table.column("months").to_pylist() == [12, 24]


def test_a_separator_inside_names_does_not_win(read):
    text = "amount;months;age;housing;a,b,c,d,e,f\n1000;12;30;own;x\n"
    assert read(text.encode()).table.column("amount").to_pylist() == [1000]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b" \n\n  \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (HEADER.encode(), "no_rows"),
        (HEADER.encode() + b"\n\n\n", "no_rows"),
        (TEXT.replace(",", "^").encode(), "wrong_separator"),
        (b"PK\x03\x04" + b"\0" * 100, "unknown_format"),
        (b"\x1f\x8b" + b"\0" * 100, "unknown_format"),
        (b"\xef\xbb\xbf\r\n<HTML><table>\n<tr><td>1</td></tr>\n</table>", "unknown_format"),
        (b"<?xml version='1.0'?>\n<rows>\n</rows>", "unknown_format"),
        (b'{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n', "unknown_format"),
        (b'[{"a": 1, "b": 2},\n{"a": 3, "b": 4}]\n', "unknown_format"),
        (bytes(range(256)) * 40, "not_text"),
        (b"\x7fELF\x01\x02" + b"\x05" * 50, "not_text"),
        (TEXT.replace("loan_id", "age").encode(), "duplicate_header"),
        (",".join(f"c{i}" for i in range(10_000)).encode() + b"\n", "too_many_columns"),
        (b"x" * (2 << 20), "long_header"),
        (b'"' + b"x\n" * (1 << 20), "long_header"),
    ],
)
def test_what_cannot_be_a_table_is_refused_with_a_reason(read, content, kind):
    assert refusal(read, content) == kind


def test_a_missing_column_is_named_with_the_nearest_found(read):
    with pytest.raises(IntakeError) as caught:
        read(TEXT.replace("amount", "Amounts").replace("housing", "zzz").encode())
    first, second = caught.value.problems
    assert (first.kind, first.column, second.column) == ("missing_column", "amount", "housing")
    assert "'Amounts'" in first.fix
    assert "'zzz'" not in second.fix


def test_extra_columns_are_kept_and_said(read):
    reading = read(b"amount,months,age,housing,colour\n1000,12,30,own,=red\n")
    assert reading.table.column("colour").to_pylist() == ["=red"]
    assert reading.problem("extra_columns").count == 1


def test_a_parquet_file_is_known_by_its_content(read):
    reading = read(parquet_bytes(), "loans.csv")
    assert reading.table.num_rows == 500
    assert reading.problem("misnamed").severity == "note"


@pytest.mark.parametrize("cut", [4, 100, -1, -9])
def test_a_truncated_parquet_is_refused(read, cut):
    assert refusal(read, parquet_bytes()[:cut], "loans.parquet") == "broken_parquet"


def test_a_parquet_with_a_damaged_page_is_refused(read):
    whole = bytearray(parquet_bytes())
    whole[4:60] = b"\xff" * 56
    assert refusal(read, bytes(whole), "loans.parquet") == "broken_parquet"


def test_text_named_like_parquet_is_refused(read):
    assert refusal(read, TEXT.encode(), "loans.parquet") == "not_parquet"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(IntakeError, match=r"gone\.csv"):
        read_source(tmp_path / "gone.csv", "gone.csv")


def test_a_name_with_markup_stays_plain_text(read):
    name = "![x](example.org).csv"
    assert read_source(TEXT.encode(), name).name == name
    with pytest.raises(IntakeError) as caught:
        read(b"", name)
    assert name in caught.value.problems[0].message


PATHS = ["../../etc/passwd", "/etc/passwd.csv", "C:\\loans.csv", "..", "..:..:etc:passwd.csv", "C:loans.csv", "a\0.csv", "loans\n.csv"]


@pytest.mark.parametrize("name", PATHS)
def test_an_upload_named_like_a_path_is_refused(name):
    with pytest.raises(IntakeError) as caught:
        read_source(TEXT.encode(), name)
    assert caught.value.problems[0].kind == "path_name"


def test_a_colon_or_dots_in_a_name_make_no_path():
    assert read_source(TEXT.encode(), "2024-05-01 12:30 v1..2.csv").name == "2024-05-01 12:30 v1..2.csv"


def test_size_and_digest_identify_the_file(tmp_path: Path):
    path = tmp_path / "loans.csv"
    path.write_text(TEXT)
    source = read_source(path, path.name)
    assert (source.size, source.sha256) == (len(TEXT), hashlib.sha256(TEXT.encode()).hexdigest())
    assert read_source(TEXT.encode(), "x").sha256 == source.sha256


class EndlessLine(io.RawIOBase):
    """A header, and then a gigabyte without a line break that counts what is read of it."""

    def __init__(self, start: bytes) -> None:
        self.given = 0
        self._start = start

    def read(self, size: int = -1) -> bytes:
        if self._start:
            start, self._start = self._start, b""
            return start
        size = min(size, (1 << 30) - self.given)
        self.given += size
        return b"7" * size


@pytest.mark.parametrize("start", [b"7", HEADER.encode() + b"\n", TEXT.encode() + b'"'])
def test_a_gigabyte_without_a_line_break_is_refused_after_a_few_megabytes(read, start):
    stream = EndlessLine(start)
    with pytest.raises(IntakeError):
        read(stream)
    assert stream.given <= 24 << 20
