"""The synonyms: every shipped domain has them, they speak of columns and categories that are there, and none means two columns."""

from __future__ import annotations

from collections import Counter

import pytest

from payoff.domains import load_domains
from payoff.intake.source import read_source
from payoff.mapping.names import plain_name
from payoff.mapping.synonyms import FOLDER, read_synonyms
from payoff.paths import DATA
from payoff.workflow.mapping import propose_mapping, read_target

SHIPPED = sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("domain", SHIPPED)
def test_synonyms_speak_of_columns_and_categories_that_are_there(domain):
    columns = {column.name: column for column in load_domains()[domain].columns}
    for name, synonyms in read_synonyms(domain).items():
        assert set(synonyms.words) <= set(columns[name].categories), name


@pytest.mark.parametrize("domain", SHIPPED)
def test_no_name_means_two_columns(domain):
    names = Counter(name for synonyms in read_synonyms(domain).values() for name in {plain_name(text) for text in synonyms.names})
    assert [name for name, times in names.items() if times > 1] == []


def test_a_domain_without_synonyms_has_none():
    assert read_synonyms("nothing_of_the_kind") == {}


@pytest.mark.parametrize("place", [0, 3, -1])
@pytest.mark.parametrize("domain", SHIPPED)
def test_a_sample_renamed_by_synonyms_is_mapped_back(domain, place):
    header, *rows = (DATA / f"{domain}.csv").read_text(encoding="utf-8").splitlines()[:300]
    known = read_synonyms(domain)
    renamed = {name: known[name].names[min(place, len(known[name].names) - 1)] if name in known else name for name in header.split(",")}
    text = "\n".join([",".join(renamed.values()), *rows])
    proposals, _ = propose_mapping(read_source(text.encode(), "a.csv"), read_target(domain))
    found = {proposal.column: proposal.source for proposal in proposals.columns if proposal.column in renamed}
    assert found == renamed
