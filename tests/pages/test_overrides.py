"""Reading it otherwise on the page: a decision turned round, a column told, and back to what was found."""

from __future__ import annotations

AMBIGUOUS = b"id,opened,amount,age\n" + b"".join(
    b"%d,%02d/%02d/2024,1.%03d,%d\n" % (at, at % 12 + 1, at % 11 + 1, 100 + at, 999 if at % 9 == 0 else 20 + at) for at in range(40)
)


def brought(dashboard, content: bytes = AMBIGUOUS):
    return dashboard().go("bring").upload("loans.csv", content).wait("bring.reading")


def told(page, column: str) -> list[str]:
    """What the report says of a column: kind, values."""
    table = next(frame.value for frame in page.app.dataframe if "Kind" in frame.value)
    row = table[table["Column"] == column].iloc[0]
    return [row["Kind"], row["Values"]]


def test_an_ambiguous_date_is_shown_and_turned_round_with_one_press(dashboard):
    page = brought(dashboard)
    assert "readings are not the only possible ones" in page.words
    kind, values = told(page, "opened")
    page.press("Read it as day, month, year").wait("bring.reading")
    assert told(page, "opened")[0] == kind == "date"
    assert told(page, "opened")[1] != values
    page.press("Read it as it was found").wait("bring.reading")
    assert told(page, "opened") == [kind, values]


def test_a_code_for_unknown_can_be_kept_as_a_value(dashboard):
    page = brought(dashboard)
    assert told(page, "age")[1] == "21 to 59"
    next(box for box in page.app.text_input if box.label == "Is a value, whatever it looks like").set_value("999")
    page.press("Read the file again").wait("bring.reading")
    assert told(page, "age")[1] == "21 to 999"


def test_one_column_can_be_told_to_be_text(dashboard):
    page = brought(dashboard)
    next(box for box in page.app.selectbox if box.label == "Column" and box.key.startswith("read.")).set_value("age").run()
    next(box for box in page.app.selectbox if box.label == "Kind").set_value("category")
    page.press("Read the column again").wait("bring.reading")
    assert told(page, "age")[0] == "category"
    assert page.alive


def test_a_word_that_cannot_be_met_is_refused_and_what_was_read_stays(dashboard):
    page = brought(dashboard)
    next(box for box in page.app.number_input if box.label == "Line that names the columns").set_value(0)
    page.press("Read the file again").wait("bring.reading")
    assert "column_1" in str([frame.value for frame in page.app.dataframe])
    assert page.alive
