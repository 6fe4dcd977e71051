"""Columns of a file find their places in a stranger's model, and nothing runs before every place is filled."""

import numpy as np
import pyarrow as pa
import pytest

from payoff.intake.source import read_source
from payoff.intake.tidy import Tidy, read_tidy
from payoff.scoring.foreign_model import ForeignModel, ModelInput
from payoff.workflow.wiring import Slot, Wire, WiringError, check_wiring, list_slots, propose_codes, propose_wiring, wire_column

FILE = b"""nr,Credit amount,age,home,late,note
1,100.5,30,own,yes,called twice and wrote a long letter
2,200,41,rent,no,never answered any of the calls we made
3,50,28,own,no,asked for a longer term than we offer
4,75,33,rent,yes,moved abroad and left no address at all
"""


def tidy(content: bytes = FILE) -> Tidy:
    return read_tidy(read_source(content, "people.csv"))


def model(*inputs: ModelInput) -> ForeignModel:
    return ForeignModel("m.onnx", 1, "0", "", 8, {}, {}, inputs, (), (), ())


def number(name: str, width: int | None = 1) -> ModelInput:
    return ModelInput(name, "number", "float32", width, flat=False)


def columns_for(made: ForeignModel, read: Tidy, width: int = 3) -> list[str | None]:
    slots = list_slots(made, width)
    return [wire.column for wire in propose_wiring(slots, read.table, read.columns)]


def test_an_input_that_names_a_column_gets_it_whatever_the_case_and_marks():
    assert columns_for(model(number("credit_amount"), number("AGE")), tidy()) == ["Credit amount", "age"]


def test_an_input_that_names_no_column_is_left_for_a_person():
    assert columns_for(model(number("income")), tidy()) == [None]


def test_a_tensor_without_names_gets_the_files_columns_in_order_but_not_the_row_number():
    assert columns_for(model(number("X", 3)), tidy()) == ["Credit amount", "age", "home"]


def test_a_tensor_of_open_width_gets_as_many_places_as_asked():
    assert [slot.name for slot in list_slots(model(number("X", None)), 2)] == ["X[1]", "X[2]"]


def test_words_get_numbers_in_the_order_of_the_alphabet_unless_they_say_one():
    words = pa.chunked_array([pa.array(["rent", "own", None, "rent"])])
    assert propose_codes(words) == {"own": 0.0, "rent": 1.0}
    assert propose_codes(pa.chunked_array([pa.array(["10", "9"])])) == {"10": 10.0, "9": 9.0}


def test_words_stay_words_where_the_model_takes_text():
    read = tidy()
    assert wire_column(Slot(0, 0, "home", "text", named=True), "home", read.table) == Wire("home")
    assert wire_column(Slot(0, 0, "home", "number", named=True), "home", read.table).codes == {"own": 0.0, "rent": 1.0}


def test_empty_places_are_named():
    slots = list_slots(model(number("income"), number("age")), 0)
    with pytest.raises(WiringError, match="Nothing fills income"):
        check_wiring(slots, (Wire(), Wire("age")), tidy().columns)


def test_free_text_cannot_fill_a_number():
    slots = list_slots(model(number("note")), 0)
    with pytest.raises(WiringError, match="note needs numbers"):
        check_wiring(slots, (Wire("note"),), tidy().columns)


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(WiringError, match="no column called 'wage'"):
        check_wiring(list_slots(model(number("x")), 0), (Wire("wage"),), tidy().columns)


def test_the_row_number_is_recognised_however_many_rows_there_are():
    rows = b"".join(b"%d,%d,%d\n" % (k, k % 7, np.random.default_rng(k).integers(50)) for k in range(100, 160))
    assert columns_for(model(number("X", 2)), tidy(b"id,a,b\n" + rows)) == ["a", "b"]
