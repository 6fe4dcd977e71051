"""What each shipped sample is worth, worked out once per server."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from payoff.core.message import reason
from payoff.domains import shipped_domains
from payoff.ui.recognised import describe_source
from payoff.ui.state import InUse, put_in_use
from payoff.workflow.decide import Decision, Judgement, Question, decide, judge
from payoff.workflow.errors import EXPECTED
from payoff.workflow.flow import open_model
from payoff.workflow.score import sample_source, score_upload


@dataclass(frozen=True)
class Headline:
    """A sample scored by its champion, decided and judged under the term sheet's defaults."""

    data: InUse
    decision: Decision
    judgement: Judgement


_FOUND: dict[str, Headline] = {}
_LOCK = threading.Lock()


def read_headline(domain: str) -> Headline:
    """The headline of `domain`'s sample; BundleError or IntakeError when model or sample is damaged."""
    with _LOCK:
        if domain not in _FOUND:
            _FOUND[domain] = _work_out(domain)
        return _FOUND[domain]


def read_headlines() -> dict[str, Headline | str]:
    """Every domain's headline, or the reason why it has none."""
    found: dict[str, Headline | str] = {}
    for domain in shipped_domains():
        try:
            found[domain] = read_headline(domain)
        except (*EXPECTED, OSError) as error:
            found[domain] = reason(error)
    return found


def _work_out(domain: str) -> Headline:
    source = sample_source(domain)
    # Opened first, so that the seconds the page shows are those of scoring.
    open_model(domain)
    data = put_in_use(score_upload(source, domain), describe_source(source), is_sample=True)
    return Headline(data, decide(data.case, Question()), judge(data.case, Question()))
