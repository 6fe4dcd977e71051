"""Categories that are ranges: numbers find theirs, whatever they are counted in, and codes are never taken for numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from payoff.intake.source import read_source
from payoff.mapping.category_words import Vocabulary
from payoff.mapping.mapping import MappingError, check_mapping
from payoff.mapping.ranges import RangeScale, are_codes, read_ranges, sort_into
from payoff.mapping.synonyms import NONE, Synonyms
from payoff.workflow.flow import Handling
from payoff.workflow.mapping import propose_mapping, read_target
from payoff.workflow.mapping_file import read_mapping, write_mapping
from payoff.workflow.score import score_upload
from tests.mapping.measured import MEASURES, known, measured

TARGET = read_target("credit")
SAVINGS = ("none", "under 100 DM", "100 to 500 DM", "500 DM or more")


def proposed(content: bytes):
    return propose_mapping(read_source(content, "bank.csv"), TARGET)[0]


def test_ranges_stand_in_a_row_with_their_unit():
    lows = ((-math.inf, "under 100 DM"), (100.0, "100 to 500 DM"), (500.0, "500 DM or more"))
    assert read_ranges(Vocabulary(SAVINGS, NONE)) == RangeScale(lows, "DM")
    assert read_ranges(Vocabulary(("0 to 2", "3 or more"), NONE)) == RangeScale(((0.0, "0 to 2"), (3.0, "3 or more")), "")


def test_a_synonym_tells_where_a_word_begins_and_ends():
    overdrawn = Synonyms((), {"overdrawn": ("< 0 DM", "negative")})
    found = read_ranges(Vocabulary(("no account", "overdrawn", "under 200 DM", "200 DM or more"), overdrawn))
    assert found == RangeScale(((-math.inf, "overdrawn"), (0.0, "under 200 DM"), (200.0, "200 DM or more")), "DM")


@pytest.mark.parametrize(
    "categories",
    [("under 100", "200 or more"), ("under 100", "50 or more"), ("under 100", "100 to 500"), ("low", "high"), ("under 5", "other")],
    ids=["gap", "overlap", "no end", "words", "one range"],
)
def test_what_leaves_gaps_or_overlaps_is_no_scale(categories):
    assert read_ranges(Vocabulary(categories, NONE)) is None


def test_a_range_holds_from_its_lower_end_on():
    found = sort_into(pa.array([-5.0, 99.99, 100.0, None, 500.0, 1e9]), read_ranges(Vocabulary(SAVINGS, NONE)).ranges)
    assert found.to_pylist() == ["under 100 DM", "under 100 DM", "100 to 500 DM", None, "500 DM or more", "500 DM or more"]
    assert sort_into(pa.array([-1.0, 0.0]), ((0.0, "a"), (3.0, "b"))).to_pylist() == [None, "a"]


@pytest.mark.parametrize(("values", "codes"), [([1, 2, 3, 4, 5], True), ([0, 1], True), ([1, 2, 3, 4, 9], False), ([0.5, 1, 2], False)])
def test_few_small_whole_numbers_may_be_codes(values, codes):
    assert are_codes(np.array(values, dtype=float), 5) is codes


def test_a_bank_that_measures_scores_as_one_that_knows_the_ranges():
    proposals = proposed(measured())
    matches = {match.column: match for match in proposals.mapping.matches}
    assert {column: matches[column].source for column in MEASURES} == {column: name for column, (name, _) in MEASURES.items()}
    assert matches["employment_since"].factor == pytest.approx(1 / 12)
    kept = read_mapping(write_mapping(proposals.mapping), "map.toml")
    assert kept == proposals.mapping
    scored = score_upload(read_source(measured(), "bank.csv"), "credit", handling=Handling(None, kept))
    plain = score_upload(read_source(known(), "credit.csv"), "credit")
    assert (len(scored.probability), scored.rows_rejected) == (400, 0)
    assert np.array_equal(scored.probability, plain.probability)


def test_numbers_without_a_unit_are_proposed_to_be_looked_at():
    named = measured().decode("cp1252").replace(" (Monate)", "").encode()
    proposal = next(p for p in proposed(named).columns if p.column == "employment_since")
    assert 0.5 <= proposal.confidence < 0.8
    assert "its numbers are taken as years: check it" in proposal.why


def test_codes_are_not_taken_for_years():
    coded = measured().decode("cp1252").splitlines()
    at = coded[0].split(";").index("Betriebszugehörigkeit (Monate)")
    rows = [row.split(";") for row in coded]
    for place, row in enumerate(rows[1:]):
        row[at] = str(place % 5 + 1)
    proposal = next(p for p in proposed("\n".join(map(";".join, rows)).encode()).columns if p.column == "employment_since")
    assert (proposal.source, proposal.ranges) == (None, ())


def test_ranges_that_do_not_rise_or_name_no_category_are_refused():
    mapping = proposed(measured()).mapping
    match = mapping.match_of("savings")
    for ranges, words in [(((5.0, "under 100 DM"), (5.0, "100 to 500 DM")), "must begin at numbers that rise"), (((0.0, "much"),), "much")]:
        others = tuple(m for m in mapping.matches if m.column != "savings")
        with pytest.raises(MappingError, match=words):
            check_mapping(replace(mapping, matches=(*others, replace(match, ranges=ranges))), TARGET.contract)
