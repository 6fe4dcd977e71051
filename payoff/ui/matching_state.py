"""Files whose columns wait to be matched, and the mappings made so far: this reader's, until deleted or the tab closes."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from payoff.intake.decisions import ReadOptions
from payoff.intake.source import Source
from payoff.intake.tidy import Tidy
from payoff.mapping.evidence import Evidence
from payoff.mapping.mapping import ColumnMapping
from payoff.mapping.propose import FileColumn, Proposal, Proposals, Target, propose, weigh_pair
from payoff.workflow.flow import Handling
from payoff.workflow.mapping import propose_mapping, read_target
from payoff.workflow.read_words import read_options

_WAITING = "payoff.waiting"
_SAVED = "payoff.mappings"


@dataclass(frozen=True, eq=False)
class Waiting:
    """A file whose columns are to be matched; its texts are a stranger's."""

    content: bytes = field(repr=False)
    name: str
    digest: str
    target: Target
    proposals: Proposals
    tidy: Tidy = field(repr=False)
    """The rows the proposals rest on."""
    options: ReadOptions
    _weighed: dict[tuple[str, str], Evidence] = field(default_factory=dict, repr=False)

    @property
    def domain(self) -> str:
        """Key of the domain it is matched to."""
        return self.target.domain

    @property
    def key(self) -> str:
        """What its widgets' keys begin with."""
        return f"match.{self.domain}.{self.digest[:8]}"

    def match_key(self, column: str, source: str) -> str:
        """What the keys of the widgets for one pair of columns begin with."""
        return f"{self.key}.{column}.{zlib.crc32(source.encode()):08x}"

    def offered(self, source: str) -> FileColumn:
        """One of the file's columns."""
        return next(column for column in self.proposals.offered if column.name == source)

    def weigh(self, column: str, source: str) -> Evidence:
        """What speaks for `source` standing for `column`, worked out once."""
        if (column, source) not in self._weighed:
            self._weighed[column, source] = weigh_pair(self.target, column, self.tidy, source)
        return self._weighed[column, source]

    def proposal(self, column: str) -> Proposal:
        """What is proposed for one of our columns."""
        return next(proposal for proposal in self.proposals.columns if proposal.column == column)


def prepare(target: Target, content: bytes, source: Source, *, options: ReadOptions | None = None) -> Waiting:
    """A file with its proposals, from a look at its beginning."""
    proposals, tidy = propose_mapping(source, target, options)
    return Waiting(content, source.name, source.sha256, target, proposals, tidy, options or ReadOptions())


def prepare_read(domain: str, content: bytes, source: Source, *, tidy: Tidy, options: ReadOptions) -> Waiting:
    """The same for a file that was read already."""
    target = read_target(domain)
    return Waiting(content, source.name, source.sha256, target, propose(target, tidy), tidy, options)


def wait(waiting: Waiting) -> None:
    """Hold a file until its columns are matched."""
    st.session_state.setdefault(_WAITING, {})[waiting.domain] = waiting


def waiting_for(domain: str) -> Waiting | None:
    """The file whose columns wait to be matched to `domain`, if any."""
    return st.session_state.get(_WAITING, {}).get(domain)


def give_up(domain: str) -> None:
    """Let the waiting file go."""
    st.session_state.get(_WAITING, {}).pop(domain, None)


def save(mapping: ColumnMapping) -> None:
    """Remember `mapping` for the next file of the same shape."""
    st.session_state.setdefault(_SAVED, {}).setdefault(mapping.domain, {})[mapping.digest] = mapping


def saved(domain: str) -> Mapping[str, ColumnMapping]:
    """The mappings made for `domain`, by header digest."""
    return dict(st.session_state.get(_SAVED, {}).get(domain, {}))


def handle(mapping: ColumnMapping) -> Handling:
    """How a file is scored by `mapping`."""
    return Handling(read_options(mapping.read), mapping)
