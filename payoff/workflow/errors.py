"""Errors that have words for the person who asked: an edge shows their message, where anything else is a fault."""

from __future__ import annotations

from payoff.core.dependence import BadCorrelationError
from payoff.core.spread import BadRangeError
from payoff.core.value import UnreasonableValuesError
from payoff.domains.keys import KeysError
from payoff.domains.term_sheet import TermSheetError
from payoff.intake.problems import IntakeError
from payoff.mapping.mapping import MappingError
from payoff.scoring.bundle import BundleError
from payoff.scoring.foreign_model import ForeignModelError
from payoff.scoring.providers import ProviderError
from payoff.training.labelled import TrainingError
from payoff.workflow.decide import QuestionError
from payoff.workflow.read_words import ReadWordError
from payoff.workflow.wiring import WiringError

EXPECTED = (
    IntakeError, MappingError, ReadWordError, BundleError, ForeignModelError, ProviderError, TermSheetError, UnreasonableValuesError,
    QuestionError, WiringError, TrainingError, KeysError, BadRangeError, BadCorrelationError,
)  # fmt: skip
