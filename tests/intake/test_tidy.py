"""Untidy files, one feature each: what the table holds, and that the report says so."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from payoff.intake.decisions import ColumnOptions, ReadOptions
from payoff.intake.lettering import MANY
from payoff.intake.problems import IntakeError


def column(tidied, name):
    return tidied.table.column(name).to_pylist()


def reading(tidied, name):
    (found,) = [c for c in tidied.columns if c.name == name]
    return found


def decision(tidied, topic, name=None):
    every = [*tidied.decisions, *(d for c in tidied.columns for d in c.decisions)]
    (found,) = [d for d in every if d.topic == topic and d.column == name]
    assert found.because
    return found


def one(tidy, cells, *, separator="\t", options=None):
    """The column `v` of a table that has `cells` in it, beside a column of words."""
    text = "\n".join([f"v{separator}w", *(f"{cell}{separator}word{i}" for i, cell in enumerate(cells))])
    return tidy(text, options=options)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1,234.50", "2,000"], [1234.5, 2000]),
        (["1.234,50", "2.000"], [1234.5, 2000]),
        (["1 234,50", "2 000"], [1234.5, 2000]),
        (["1\u202f234,50", "12\u202f000"], [1234.5, 12000]),
        (["1\u00a0234,50", "7,5"], [1234.5, 7.5]),
        (["1'234.50", "12’000.00"], [1234.5, 12000]),
        (["12,34,567.5", "1,000"], [1234567.5, 1000]),
        (["0,5", "12,25"], [0.5, 12.25]),
        (["CHF 300.-", "CHF 1'500.-", "CHF 99.50"], [300, 1500, 99.5]),
        (["300.—", "-25.--"], [300, -25]),
        (["€ 12,-", "€ 3,50"], [12, 3.5]),
        (["１２３", "４５６"], [123, 456]),
        (["−5", "7"], [-5, 7]),
        (["(1,234.50)", "10.00"], [-1234.5, 10]),
        (["1.234,50-", "3,00"], [-1234.5, 3]),
        (["$1,200", "$15.50"], [1200, 15.5]),
        (["-$5", "$ (7)"], [-5, -7]),
        (["1.200,00 €", "€ 3,50"], [1200, 3.5]),
        (["CHF 1'200.50", "CHF 3"], [1200.5, 3]),
        (["1200 EUR", "3"], [1200, 3]),
        (["￥1，200", "￥3，400"], [1200, 3400]),
        (["1200円", "35円"], [1200, 35]),
        (["3万円", "1.5万円"], [30000, 15000]),
        (["12 %", "3,5 %"], [0.12, 0.035]),
        (["12%", "50％"], [0.12, 0.5]),
        (["45kg", "50 kg"], [45, 50]),
        (["12 months", "1 month"], [12, 1]),
        (["12 Monate", "1 Monat"], [12, 1]),
        (["12 mois", "6 mois"], [12, 6]),
        (["12个月", "6个月"], [12, 6]),
        (["３５岁", "42岁"], [35, 42]),
        (["45公斤", "50公斤"], [45, 50]),
        (["35歳", "4歳"], [35, 4]),
        (["1e3", "2.5E-1"], [1000, 0.25]),
    ],
)
def test_numbers_are_read_in_every_spelling(tidy, cells, values):
    tidied = one(tidy, cells)
    assert column(tidied, "v") == pytest.approx(values)
    assert reading(tidied, "v").kind == "number"


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (["$5"], "USD"),
        (["5 €"], "EUR"),
        (["5元"], "CNY"),
        (["45kg"], "kg"),
        (["12个月"], "months"),
        (["3 Jahre"], "years"),
        (["45세"], "years"),
        (["12 мес."], "months"),
        (["2 lata", "5 lat"], "years"),
        (["5%"], "%"),
    ],
)
def test_the_unit_is_told(tidy, cells, unit):
    assert reading(one(tidy, cells * 3), "v").unit == unit


@pytest.mark.parametrize(
    "cells",
    [
        ["007", "042"],
        ["1234567890123456789", "5"],
        ["A12", "B7"],
        ["5 kg", "6 lb"],
        ["12-345", "67-890"],
        ["2024-03-05-01", "2024-03-05-02"],
    ],
)
def test_what_would_lose_something_as_a_number_stays_words(tidy, cells):
    assert column(one(tidy, cells), "v") == cells


def test_a_number_of_many_decimals_is_a_plain_number(tidy):
    tidied = tidy("share,n\n0.12345678901234567,1\n-3.0000000000000004e-05,2\n")
    assert column(tidied, "share") == [0.12345678901234567, -3.0000000000000004e-05]
    assert reading(tidied, "share").because == "every cell is a plain number"


def test_a_point_before_three_digits_is_settled_by_the_other_columns(tidy):
    german = tidy("a;b\n1.234;0,5\n5.678;1,25\n")
    assert column(german, "a") == [1234, 5678]
    assert "comma" in decision(german, "number_marks", "a").because
    assert decision(german, "number_marks", "a").otherwise == "decimals with a point"
    assert column(tidy("a,b\n1.234,0.5\n5.678,1.25\n"), "a") == [1.234, 5.678]


def test_the_decimal_mark_can_be_overridden(tidy):
    assert column(one(tidy, ["1,234"], options=ReadOptions(decimal=",")), "v") == [1.234]
    assert column(one(tidy, ["1,234"], options=ReadOptions(columns={"v": ColumnOptions(decimal=",")})), "v") == [1.234]
    assert column(one(tidy, ["1,234"]), "v") == [1234]


def test_numbers_with_and_without_a_percent_sign_are_both_percent_and_said(tidy):
    tidied = one(tidy, ["12%", "15%", "20%", "9%", "3"])
    assert column(tidied, "v") == pytest.approx([0.12, 0.15, 0.2, 0.09, 0.03])
    assert decision(tidied, "percent_without_sign", "v").count == 1


def test_cells_that_are_no_numbers_are_counted_and_shown(tidy):
    tidied = one(tidy, [*map(str, range(30)), "roughly ten"])
    assert column(tidied, "v")[-1] is None
    assert (reading(tidied, "v").unreadable, reading(tidied, "v").missing) == (1, 0)
    (problem,) = [p for p in tidied.problems if p.kind == "unreadable_cells"]
    assert (problem.rows, problem.count, problem.value) == ((31,), 1, "roughly ten")


@pytest.mark.parametrize(
    ("cells", "date"),
    [
        (["2024-03-05", "2024-03-06"], dt.date(2024, 3, 5)),
        (["2024/3/5", "2024/3/6"], dt.date(2024, 3, 5)),
        (["05.03.2024", "31.12.2023"], dt.date(2024, 3, 5)),
        (["5.3.24", "31.12.23"], dt.date(2024, 3, 5)),
        (["05/03/2024", "31/12/2023"], dt.date(2024, 3, 5)),
        (["03/05/2024", "12/31/2023"], dt.date(2024, 3, 5)),
        (["2024年3月5日", "2023年12月31日"], dt.date(2024, 3, 5)),
        (["令和6年3月5日", "平成31年12月31日", "令和元年5月1日", "昭和63年1月7日"], dt.date(2024, 3, 5)),
        (["民國113年3月5日", "民國99年12月31日"], dt.date(2024, 3, 5)),
        (["5 March 2024", "31 Dec 2023"], dt.date(2024, 3, 5)),
        (["Mar 5, 2024", "December 31, 2023"], dt.date(2024, 3, 5)),
        (["5. März 2024", "31. Dezember 2023"], dt.date(2024, 3, 5)),
        (["5 mars 2024", "31 décembre 2023"], dt.date(2024, 3, 5)),
        (["5 de marzo de 2024", "31 de diciembre de 2023"], dt.date(2024, 3, 5)),
        (["05-Mar-24", "31-Dec-23"], dt.date(2024, 3, 5)),
        (["2024-03-05T13:45:00Z", "2024-03-06 01:02"], dt.datetime(2024, 3, 5, 13, 45)),
        (["05MAR2024", "31DEC2023"], dt.date(2024, 3, 5)),
        (["05MAR2024:13:45:00", "31DEC2023:00:00:00"], dt.datetime(2024, 3, 5, 13, 45)),
        (["2024-03-05 15:45:00.123+02", "2024-03-06 01:02:00+02"], dt.datetime(2024, 3, 5, 13, 45)),
        (["05/03/24", "06/03/24", "07/03/23"], dt.date(2024, 3, 5)),
        (["23-03-05", "24-03-06", "24-03-07"], dt.date(2023, 3, 5)),
        (["3/5/2024 1:45 PM", "12/31/2023 12:00 AM"], dt.datetime(2024, 3, 5, 13, 45)),
    ],
)
def test_dates_are_read_in_the_common_orders(tidy, cells, date):
    assert column(one(tidy, cells, separator=";"), "v")[0] == date


def test_an_order_left_open_is_shown_and_can_be_overridden(tidy):
    cells = ["01/02/2024", "03/04/2024"]
    assert decision(one(tidy, cells), "date_order", "v").otherwise == "day, month, year"
    assert column(one(tidy, cells), "v")[0] == dt.date(2024, 1, 2)
    assert column(one(tidy, cells, options=ReadOptions(columns={"v": ColumnOptions(dates="DMY")})), "v")[0] == dt.date(2024, 2, 1)
    assert column(one(tidy, cells, options=ReadOptions(dates="DMY")), "v")[0] == dt.date(2024, 2, 1)


def test_no_day_that_does_not_exist_becomes_a_date(tidy):
    tidied = one(tidy, ["30.02.2024", *[f"{day:02}.03.2024" for day in range(1, 29)]])
    assert column(tidied, "v")[0] is None
    assert reading(tidied, "v").unreadable == 1


def test_eight_digits_in_a_column_of_dates_are_days(tidy):
    assert column(tidy("date,n\n20240305,1\n20231231,2\n"), "date") == [dt.date(2024, 3, 5), dt.date(2023, 12, 31)]
    assert column(tidy("amount,n\n20240305,1\n20231231,2\n"), "amount") == [20240305, 20231231]


@pytest.mark.parametrize(
    ("yes", "no"),
    [("yes", "no"), ("Ja", "Nein"), ("oui", "non"), ("sí", "no"), ("是", "否"), ("有", "无"), ("はい", "いいえ"), ("TRUE", "FALSE")],
)
def test_yes_and_no_are_known(tidy, yes, no):
    assert column(one(tidy, [yes, no, yes, ""]), "v") == [True, False, True, None]


WORDS = ["NA", "n/a", "NULL", "k.A.", "keine Angabe", "non renseigné", "s/d", "缺失", "暂无数据", "未回答", "-", "unknown", "?"]


@pytest.mark.parametrize("word", WORDS)
def test_words_for_missing_are_missing_among_numbers(tidy, word):
    tidied = one(tidy, ["1", "2", "3", word])
    assert column(tidied, "v") == [1, 2, 3, None]
    assert reading(tidied, "v").missing == 1


def test_a_word_that_may_be_an_answer_stays_one_among_words(tidy):
    tidied = one(tidy, ["none", "guarantor", "none", "k.A.", "none", "guarantor"])
    assert column(tidied, "v") == ["none", "guarantor", "none", None, "none", "guarantor"]
    assert decision(tidied, "missing_words", "v").examples == ("k.A.",)


def test_numeric_codes_for_missing_are_told_from_values(tidy):
    ages = tidy("age,n\n" + "".join(f"{age},1\n" for age in [20, 35, 62, 999, 41, 999]))
    assert column(ages, "age") == [20, 35, 62, None, 41, None]
    assert decision(ages, "missing_code", "age").count == 2
    kept = tidy("price,n\n" + "".join(f"{price},1\n" for price in [20, 999, 62, 999, 1500, 700]))
    assert column(kept, "price")[1] == 999


def test_zero_is_missing_where_it_is_impossible(tidy):
    text = "BMI,children,wage\n" + "".join(f"{bmi},0,0\n" for bmi in [22, 31, 0, 27, 25])
    tidied = tidy(text)
    assert column(tidied, "BMI") == [22, 31, None, 27, 25]
    assert column(tidied, "children") == [0] * 5
    told = tidy(text, options=ReadOptions(columns={"BMI": ColumnOptions(missing=())}))
    assert column(told, "BMI")[2] == 0


def test_lines_above_the_header_and_totals_below_are_set_aside_and_kept(tidy):
    tidied = tidy("Loans 2024\nas of 12.03.2024\n\nname;amount;days\nA;1;2\nB;3;4\nTotal;4;6\nSource: ledger\n")
    assert column(tidied, "amount") == [1, 3]
    assert [(a.line, a.reason, a.record) for a in tidied.asides] == [
        (1, "preamble", "Loans 2024"),
        (2, "preamble", "as of 12.03.2024"),
        (8, "footer", "Source: ledger"),
        (7, "summary row", "Total,4.0,6.0"),
    ]
    assert tidied.rejects == ()
    assert decision(tidied, "preamble").count == 2
    kept = tidy("name;amount;days\nA;1;2\nTotal;4;6\n", options=ReadOptions(summary_rows="keep"))
    assert kept.table.num_rows == 2


@pytest.mark.parametrize("label", ["Total", "Summe", "Gesamt:", "Somme", "Suma", "合计", "總計", "合計", "Grand Total", "Durchschnitt"])
def test_a_summary_row_is_known_in_many_languages(tidy, label):
    assert tidy(f"w,v,x\na,1,2\nb,2,3\n{label},3,\n").table.num_rows == 2


def test_a_row_of_the_wrong_length_is_rejected_with_its_line(tidy):
    tidied = tidy("\na,b,c\n1,2,3\n1,2\n4,5,6\n")
    (reject,) = tidied.rejects
    assert (reject.row, reject.line, reject.record) == (2, 4, "1,2")
    assert tidied.row.tolist() == [1, 3]
    assert tidied.line.tolist() == [3, 5]


def test_repeated_rows_are_counted_and_left_out_only_when_told(tidy):
    text = "a,b\n1,x\n2,y\n1,x\n1,z\n"
    (problem,) = [p for p in tidy(text).problems if p.kind == "duplicate_rows"]
    assert (problem.rows, problem.count) == ((3,), 1)
    told = tidy(text, options=ReadOptions(duplicates="drop"))
    assert column(told, "b") == ["x", "y", "z"]
    assert [a.reason for a in told.asides] == ["duplicate"]


def test_a_column_that_never_changes_is_said_to_say_the_same(tidy):
    found = reading(tidy("a,paid\n1,open\n2,open\n3,open\n"), "paid")
    assert (found.kind, found.because) == ("category", "every cell that is filled says the same")


def test_empty_columns_are_said(tidy):
    tidied = tidy("a,,b,\n1,,,\n2,,,\n")
    assert tidied.table.column_names == ["a", "b"]
    assert reading(tidied, "b").kind == "empty"


def test_a_file_without_a_header_gets_numbered_names(tidy):
    tidied = tidy("1,2.5,x\n2,3.5,y\n3,4.5,z\n")
    assert tidied.table.column_names == ["column_1", "column_2", "column_3"]
    assert tidied.table.num_rows == 3
    assert tidy("1,2.5,x\n2,3.5,y\n", options=ReadOptions(header_line=1)).table.column_names == ["1", "2.5", "x"]


@pytest.mark.parametrize("times", ["00:00,00:15,00:30", "31.12.2022,30.06.2023,31.12.2023", "2010,2015,2020", "2023-01,2023-02,2023-03"])
def test_hours_and_days_as_names_are_a_header(tidy, times):
    names = times.replace(",", ";")
    tidied = tidy(f"Meter;{names}\n" + "".join(f"M{at};0,{at};1,{at};2,{at}\n" for at in range(10, 30)))
    assert tidied.table.column_names == ["Meter", *times.split(",")]
    assert [c.kind for c in tidied.columns] == ["text", "number", "number", "number"]
    assert tidied.rows_read == 20


def test_groups_above_repeated_names_tell_them_apart(tidy):
    rows = "".join(f"{geo};{at};{at * 2};{at * 3};{at * 4}\n" for at, geo in enumerate(["Nord", "Süd", "Ost", "West"] * 5, start=10))
    tidied = tidy(f"Umsatz und Kunden\n;2022;;2023;\nRegion;Umsatz;Kunden;Umsatz;Kunden\n{rows}")
    assert tidied.table.column_names == ["Region", "2022 Umsatz", "2022 Kunden", "2023 Umsatz", "2023 Kunden"]
    assert [aside.line for aside in tidied.asides] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "name,,amount\nBob,x,k.A.\nEve,y,5\nAda,z,6\nIda,x,7\n",
        ",age,town\na,5,x\nb,6,y\nc,7,z\n",
        "name,,amount\nBob,x,4\nEve,y,5\nAda,z,6\n",
        "a,,b\nu,v,w\nx,y,z\nr,s,t\n",
    ],
)
def test_a_row_of_values_is_no_second_line_of_names(tidy, text):
    assert tidy(text).rows_read == text.count("\n") - 1


def test_rows_that_begin_with_days_are_no_header(tidy):
    assert tidy("A;01.02.2023;5\nB;05.03.2023;6\nC;07.04.2023;7\n").rows_read == 3


def test_the_line_above_the_values_of_a_statistical_table_is_its_header(tidy):
    rows = "".join(f"0{at};Kreis {at};{at * 7};{at * 9}\n" for at in range(1001, 1030))
    tidied = tidy(f"Tabelle: 12411\nBevölkerung: Kreise, Stichtag;;;\n;;31.12.2022;31.12.2023\n{rows}© Amt\n")
    assert tidied.table.column_names == ["column_1", "column_2", "31.12.2022", "31.12.2023"]
    assert column(tidied, "31.12.2022")[:2] == [7007, 7014]
    assert [aside.reason for aside in tidied.asides] == ["preamble", "preamble", "footer"]


def test_lines_of_a_separator_that_splits_fewer_lines_do_not_decide(tidy):
    tidied = tidy("freq,unit,geo\\TIME\t2019 \t2020 \n" + "".join(f"A,PC,{geo}\t1.{at} \t2.{at} \n" for at, geo in enumerate("ABCDEFGH")))
    assert (tidied.table.num_columns, column(tidied, "2020")[0]) == (3, 2.0)


def test_years_as_names_are_a_header(tidy):
    assert tidy("2022,2023,2024\n10,20,30\n11,21,31\n").table.column_names == ["2022", "2023", "2024"]


def test_a_name_that_stands_twice_is_numbered(tidy):
    tidied = tidy("a,a,b\n1,2,3\n")
    assert tidied.table.column_names == ["a", "a_2", "b"]
    assert decision(tidied, "repeated_names").count == 1


def test_single_quotation_marks_are_recognised(tidy):
    tidied = tidy("a,b\n'x, y','1'\n'z','2'\n")
    assert column(tidied, "a") == ["x, y", "z"]
    assert column(tidied, "b") == [1, 2]
    assert decision(tidied, "quote").count == 4


def test_lines_that_stand_in_quotation_marks_as_a_whole_are_split(tidy):
    lines = ["id,name,late", *(f'{at},"Firma {at}, Köln",{"ja" if at % 3 else "nein"}' for at in range(20))]
    wrapped = "".join('"' + line.replace('"', '""') + '"\r\n' for line in lines)
    tidied = tidy(wrapped.encode("cp1252"))
    assert column(tidied, "name")[:2] == ["Firma 0, Köln", "Firma 1, Köln"]
    assert [c.kind for c in tidied.columns] == ["number", "text", "yes_no"]
    assert decision(tidied, "quote").read_as == "around whole lines"
    assert tidy('"name"\n"Smith, John"\n"Doe, Jane"\n"Roe, Rick"\n').table.num_columns == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_files_read_the_same_in_every_encoding(tidy, encoding):
    text = "客户编号,年龄,金额,是否违约\n1001,３５岁,￥1200,是\n1002,42岁,￥3400,否\n"
    assert tidy(text.encode(encoding)).table.to_pylist()[0] == {"客户编号": 1001, "年龄": 35, "金额": 1200, "是否违约": True}


def test_an_encoding_that_shows_only_far_down_is_found(tidy):
    text = "id,word\n" + "1,plain\n" * 200_000 + "2,客户编号\n" * 3
    assert column(tidy(text.encode("gb18030")), "word")[-1] == "客户编号"


def test_a_number_column_with_words_far_down_is_read_again(tidy):
    text = "id,v\n" + "".join(f"{i},{i % 90}\n" for i in range(50_000)) + "50000,k.A.\n50001,7 kg\n"
    tidied = tidy(text)
    assert column(tidied, "v")[-3:] == [49_999 % 90, None, 7] or reading(tidied, "v").unreadable == 1
    assert reading(tidied, "v").missing == 1


@pytest.mark.parametrize(
    ("options", "kind"),
    [(ReadOptions(encoding="klingon"), "unknown_encoding"), (ReadOptions(columns={"zzz": ColumnOptions(kind="text")}), "no_column")],
)
def test_options_that_cannot_be_met_are_refused(tidy, options, kind):
    with pytest.raises(IntakeError) as caught:
        tidy("a,b\n1,2\n", options=options)
    assert caught.value.problems[0].kind == kind


def test_a_column_is_read_as_it_was_said(tidy):
    told = ReadOptions(columns={"zip": ColumnOptions(kind="text"), "flag": ColumnOptions(kind="category")})
    tidied = tidy("zip,flag\n12345,yes\n54321,no\n", options=told)
    assert tidied.table.to_pylist()[0] == {"zip": "12345", "flag": "yes"}


def test_too_many_columns_are_refused(tidy):
    with pytest.raises(IntakeError, match="100,000 columns"):
        tidy(",".join(f"c{i}" for i in range(100_000)) + "\n" + ",".join("1" * 100_000) + "\n")


@pytest.mark.parametrize(
    ("cells", "options", "values"),
    [
        (["20", "35", "62", "999", "41", "999"], ReadOptions(kept=("999",)), [20, 35, 62, 999, 41, 999]),
        (["20", "35", "62", "999", "41", "999"], ReadOptions(columns={"v": ColumnOptions(kept=("999",))}), [20, 35, 62, 999, 41, 999]),
        (["5", "7", "-7"], ReadOptions(also_missing=("-7",)), [5, 7, None]),
        (["1.5 kg", "fehlerhaft", "2 kg", "3 kg"], ReadOptions(also_missing=("fehlerhaft",)), [1.5, None, 2, 3]),
        (["12 %", "7 %"], ReadOptions(columns={"v": ColumnOptions(percent="as written")}), [12, 7]),
    ],
)
def test_a_person_s_word_settles_codes_and_percent(tidy, cells, options, values):
    assert column(one(tidy, cells, options=options), "v") == pytest.approx(values)


def test_a_currency_can_be_told(tidy):
    tidied = one(tidy, ["$5", "$7"], options=ReadOptions(columns={"v": ColumnOptions(unit="MXN")}))
    assert (reading(tidied, "v").unit, decision(tidied, "unit", "v").because) == ("MXN", "you said so")


def test_running_day_numbers_under_a_name_that_speaks_of_dates_are_dates(tidy):
    text = "opened date,amount\n45000,45000\n45031,45031\n"
    tidied = tidy(text)
    assert column(tidied, "opened date") == [dt.date(2023, 3, 15), dt.date(2023, 4, 15)]
    assert column(tidied, "amount") == [45000, 45031]
    assert decision(tidied, "serial_dates", "opened date").otherwise == "numbers"
    kept = tidy(text, options=ReadOptions(columns={"opened date": ColumnOptions(kind="number")}))
    assert column(kept, "opened date") == [45000, 45031]
    told = tidy(text, options=ReadOptions(columns={"amount": ColumnOptions(kind="date")}))
    assert column(told, "amount") == [dt.date(2023, 3, 15), dt.date(2023, 4, 15)]


UNITS = "region;amount;term\n;EUR;months\nN;1.200,50;12\nS;800,25;24\nW;10,00;2\n"


def test_a_row_of_units_below_the_names_is_set_aside_and_counted_in(tidy):
    tidied = tidy(UNITS)
    assert column(tidied, "amount") == [1200.5, 800.25, 10]
    assert [(c.name, c.unit) for c in tidied.columns] == [("region", ""), ("amount", "EUR"), ("term", "months")]
    assert [(a.line, a.reason) for a in tidied.asides] == [(2, "unit row")]
    assert tidied.line.tolist() == [3, 4, 5]
    assert tidy(UNITS, options=ReadOptions(unit_row="keep")).table.num_rows == 4


@pytest.mark.parametrize("text", ["a,b\nm,s\nx,y\n", "size,n\nm,1\nl,2\n", "a,b\n5,kg\n6,kg\n"])
def test_a_row_of_values_is_no_row_of_units(tidy, text):
    assert [d for d in tidy(text).decisions if d.topic == "unit_row"] == []


SUBTOTALS = "region;amount;x;y\nN;1200;12;1\nS;800;24;2\nTotal N;2000;;\nW;5;1;1\nE;6;2;1\nZwischensumme;11;3;2\nE;6;2;4\nE;7;2;4\n"


def test_subtotals_between_the_rows_are_set_aside(tidy):
    tidied = tidy(SUBTOTALS)
    assert column(tidied, "region") == ["N", "S", "W", "E", "E", "E"]
    assert decision(tidied, "subtotals").count == 2
    assert [a.line for a in tidied.asides] == [4, 7]
    assert tidy(SUBTOTALS, options=ReadOptions(summary_rows="keep")).table.num_rows == 8


@pytest.mark.parametrize("said", ["{} Total", "Summe {}", "{} gesamt"])
def test_the_total_of_a_group_that_stands_above_it_is_set_aside(tidy, said):
    groups = {name: [f"{name};B{at};{at};0,5" for at in range(4)] + [f"{said.format(name)};;10;0,5"] for name in ("Nord", "Süd")}
    tidied = tidy("region;branch;loans;rate\n" + "\n".join(line for lines in groups.values() for line in lines) + "\n")
    assert (tidied.table.num_rows, [a.reason for a in tidied.asides]) == (8, ["summary row"] * 2)
    kept = tidy("region;branch;loans\nNord;a;1\nBancaja Total;;2\nSüd;b;3\nOst;c;4\n")
    assert kept.table.num_rows == 4


def test_units_of_machines_and_laboratories_below_the_names_are_units(tidy):
    tidied = tidy("t;temp;p;alarm\ns;°C;bar;\n" + "".join(f"{at};{at},5;3,{at};{at % 2}\n" for at in range(10, 30)))
    assert [c.unit for c in tidied.columns] == ["s", "°C", "bar", ""]
    assert tidied.columns[1].kind == "number"


def test_codes_of_the_census_are_missing(tidy):
    tidied = tidy("income,n\n" + "".join(f"{-666666666 if at % 9 == 0 else 40_000 + at * 37},{at}\n" for at in range(60)))
    assert (reading(tidied, "income").missing, reading(tidied, "income").low) == (7, 40_037)
    # Whoever fits on the column leaves out the code as it is told here.
    assert decision(tidied, "missing_code", "income").examples == ("-666666666",)


def test_a_value_that_sounds_like_a_total_stays(tidy):
    text = "cover,amount,place\n" + "total,5,x\npartial,6,y\nmean,7,z\n" * 5
    assert tidy(text).table.num_rows == 15


def _read_stamps(tidy, stamps: list[str]):
    return tidy("stamp,n\n" + "".join(f"{stamp},{n % 7}\n" for n, stamp in enumerate(stamps)))


def test_many_stamps_are_read_as_a_few_are(tidy):
    start = np.datetime64("2024-01-01T00:00:00")
    stamps = [str(start + np.timedelta64(n * 61, "s")) for n in range(MANY + 10)]
    many, few = _read_stamps(tidy, stamps), _read_stamps(tidy, stamps[:50])
    assert many.table.column("stamp")[:50].to_pylist() == few.table.column("stamp").to_pylist()
    assert many.columns[0].kind == few.columns[0].kind == "date"
    assert many.columns[0].because == few.columns[0].because
    assert many.columns[0].high == stamps[-1]


def test_many_dates_in_order_are_shown_by_examples_that_differ(tidy):
    days = [str(np.datetime64("2024-01-01") + at // 50) for at in range(MANY + 10)]
    tidied = tidy("day,n\n" + "".join(f"{day},{at}\n" for at, day in enumerate(days)))
    said = decision(tidied, "date_order", "day")
    assert (said.count, said.examples) == (MANY + 10, ("2024-01-01", "2024-01-02", "2024-01-03"))
    assert reading(tidied, "day").high == days[-1]


def test_many_dates_with_one_that_is_none_are_read_with_care(tidy):
    stamps = [str(np.datetime64("2024-01-01T00:00:00") + at * 61) for at in range(MANY + 10)]
    stamps[MANY] = "yesterday"
    tidied = tidy("stamp,n\n" + "".join(f"{stamp},{at}\n" for at, stamp in enumerate(stamps)))
    assert (reading(tidied, "stamp").kind, reading(tidied, "stamp").unreadable) == ("date", 1)


def test_many_keys_lose_the_space_around_them_and_their_words_for_missing_are_counted(tidy):
    keys = [f"key {at}" for at in range(MANY + 10)]
    keys[5], keys[MANY], keys[9], keys[11], keys[12] = "N/A", "n/a", "  spaced", "", "key 13"
    tidied = tidy("k,n\n" + "".join(f"{key},{at}\n" for at, key in enumerate(keys)))
    found = reading(tidied, "k")
    assert (found.kind, found.missing, found.distinct) == ("text", 3, MANY + 6)
    assert column(tidied, "k")[9:14] == ["spaced", "key 10", None, "key 13", "key 13"]
    assert decision(tidied, "missing_words", "k").count == 2


def test_many_keys_with_leading_zeros_stay_text(tidy):
    found = tidy("key,n\n" + "".join(f"{n * 7:07d},{n % 3}\n" for n in range(MANY + 10)))
    assert (found.columns[0].kind, found.columns[0].distinct) == ("text", MANY + 10)
    assert found.table.column("key")[1].as_py() == "0000007"


def test_words_for_missing_among_many_texts_are_counted_by_word(tidy):
    cells = ["n/a" if n % 100 == 0 else f"client {n}" for n in range(MANY)]
    found = tidy("client,n\n" + "".join(f"{cell},{n % 3}\n" for n, cell in enumerate(cells)))
    (said,) = found.columns[0].decisions
    assert (said.count, said.examples, found.columns[0].missing) == (MANY // 100, ("n/a",), MANY // 100)


def test_what_a_line_set_aside_said_is_no_value_of_the_column(tidy):
    tidied = tidy("ok;w\n" + "ja;a\nnein;b\n" * 9 + "ok;w\nja;c\nnein;a\n")
    assert (reading(tidied, "ok").kind, column(tidied, "ok")) == ("yes_no", [True, False] * 10)


def test_words_that_differ_only_in_the_space_around_them_are_counted_together(tidy):
    tidied = tidy("w,n\n" + "red,1\n red,2\nblue,3\nred ,4\n" * 3)
    assert (reading(tidied, "w").distinct, reading(tidied, "w").top) == (2, (("red", 9), ("blue", 3)))


def test_many_amounts_that_begin_late_are_read_as_a_few_are(tidy):
    cells = [*["n/a"] * (MANY + 5_000), *(f"{n},5" for n in range(MANY))]
    tidied = tidy("v;n\n" + "".join(f"{cell};{n % 3}\n" for n, cell in enumerate(cells)))
    found = reading(tidied, "v")
    assert (found.kind, found.missing, found.high) == ("number", MANY + 5_000, MANY - 0.5)
