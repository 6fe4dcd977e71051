"""Which rows a model is fitted on and which judge it: by time where there is a date, else drawn within each outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payoff.core.message import Message, join, say
from payoff.domains.moments import Moments
from payoff.training.fit import FOLDS
from payoff.training.labelled import TrainingError

Labels = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]

HELD_OUT = 0.3
"""Share of the rows that judge."""

LEAST_EACH = 8
"""Rows of either outcome without which nothing can be learned, chosen and judged."""

LEAST_TO_JUDGE = 2
SHARES = (0.1, 0.6)
"""Between these the held-out share may lie where many rows have the same date."""


BY_TIME = say("By time: rows before {day} train, rows from then on are held out.")
UNDATED = say("{count} rows without a date train too.")
DRAWN = say("{share} of either outcome are held out, drawn with seed {seed}.")
NO_DATES = say("No two rows have a date, so time cannot split them.")
ONE_DATE = say("Too many rows have the same date, so time cannot split them.")
TOO_FEW = say("Before or after {day} too few rows have the event, so time cannot split them.")
SHORTENED = say("Of the {rows} training rows {kept} are used, to keep the fit short.")
SENTENCES = (BY_TIME, UNDATED, DRAWN, NO_DATES, ONE_DATE, TOO_FEW, SHORTENED)
"""All that is said of a split; a manifest holds it as plain text."""


@dataclass(frozen=True)
class Split:
    """Places of the training rows (in time order where `by_time`) and of the held-out rows, and how they were told apart."""

    training: Places
    held_out: Places
    by_time: bool
    words: Message


def check_outcomes(outcome: Labels) -> None:
    """TrainingError unless either outcome has enough rows."""
    events = int(outcome.sum())
    for count, what in ((events, say("with the event")), (len(outcome) - events, say("without the event"))):
        if count == 0:
            raise TrainingError(say("No row is {what}, so there is nothing to tell apart: choose another event value.", what=what))
        if count < LEAST_EACH:
            told = {"count": count, "what": what, "least": LEAST_EACH}
            raise TrainingError(say("Only {count} rows are {what}; a model needs at least {least}. Bring more rows.", **told))


def split_rows(outcome: Labels, moments: Moments | None, *, seed: int = 0) -> Split:
    """The latest rows held out where `moments` (n,) are given and allow it, else HELD_OUT of either outcome by `seed`."""
    check_outcomes(outcome)
    why = say("")
    if moments is not None:
        found = _by_time(outcome, moments)
        if isinstance(found, Split):
            return found
        why = found
    rng = np.random.default_rng(seed)
    parts = [rng.permutation(np.flatnonzero(outcome == value)) for value in (0, 1)]
    cuts = [max(round(HELD_OUT * len(part)), LEAST_TO_JUDGE) for part in parts]
    held_out = np.sort(np.concatenate([part[:cut] for part, cut in zip(parts, cuts, strict=True)]))
    training = np.sort(np.concatenate([part[cut:] for part, cut in zip(parts, cuts, strict=True)]))
    drawn = Message(DRAWN, {"share": f"{HELD_OUT:.0%}", "seed": seed})
    return Split(training, held_out, False, join([why, drawn]))


def reread_words(text: str) -> str:
    """What was said of a split, from the plain text of a manifest; `text` itself where any of it was said by somebody else."""
    parts: list[str] = []
    left = text
    while left:
        found = next(((sentence, match) for sentence in SENTENCES if (match := _PATTERNS[sentence].match(left))), None)
        if found is None:
            return text
        sentence, match = found
        parts.append(Message(sentence, match.groupdict()))
        left = left[match.end() :].lstrip()
    return join(parts)


def _pattern(sentence: str) -> re.Pattern[str]:
    """Of `sentence` with its values, which are numbers, shares, dates and times of day."""
    parts = re.split(r"\{(\w+)\}", sentence)
    return re.compile(
        "".join(f"(?P<{part}>[0-9.,:%-][0-9.,:% -]*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)) + r"(?=\s|$)"
    )


_PATTERNS = {sentence: _pattern(sentence) for sentence in SENTENCES}


def _by_time(outcome: Labels, moments: Moments) -> Split | Message:
    """The split, or the reason why time cannot split these rows."""
    dated = np.flatnonzero(~np.isnat(moments))
    order = dated[np.argsort(moments[dated], kind="stable")]
    if len(order) < 2:
        return NO_DATES
    cut = moments[order[int((1 - HELD_OUT) * len(order))]]
    # Rows of one date stay together.
    early, late = order[moments[order] < cut], order[moments[order] >= cut]
    if not SHARES[0] <= len(late) / len(order) <= SHARES[1]:
        return ONE_DATE
    undated = np.flatnonzero(np.isnat(moments))
    training = np.concatenate([undated, early])
    if not (_enough(outcome[training], FOLDS) and _enough(outcome[late], LEAST_TO_JUDGE)):
        return Message(TOO_FEW, {"day": _day(cut)})
    words = Message(BY_TIME, {"day": _day(cut)})
    without = Message(UNDATED, {"count": len(undated)}) if len(undated) else say("")
    return Split(training, late, True, join([words, without]))


def _enough(outcome: Labels, least: int) -> bool:
    return min(int(outcome.sum()), len(outcome) - int(outcome.sum())) >= least


def _day(moment: np.datetime64) -> str:
    return str(moment.astype("datetime64[D]" if moment == moment.astype("datetime64[D]") else "datetime64[s]")).replace("T", " ")
