"""What the environment says about the interface: who may ask, how often, and how much at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from limits import RateLimitItem, parse

from payoff.core.message import say

TOKEN, RATE, SIZE = "PAYOFF_API_TOKEN", "PAYOFF_API_RATE", "PAYOFF_API_MB"
USUAL_RATE = "60/minute"
USUAL_MB = 200


class SettingsError(ValueError):
    """A variable of the environment says nothing usable; the message names it."""


@dataclass(frozen=True)
class Settings:
    """`token` empty: everybody may ask. `rate` holds for each client; `most` is in bytes of a request."""

    token: str
    rate: RateLimitItem
    most: int


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; SettingsError names the variable that cannot be read."""
    rate, megabytes = environment.get(RATE) or USUAL_RATE, environment.get(SIZE) or str(USUAL_MB)
    try:
        item = parse(rate)
    except ValueError as error:
        raise SettingsError(
            say("{name} is {value!r}, which is no rate; write it like {example}.", name=RATE, value=rate, example=USUAL_RATE)
        ) from error
    if not megabytes.isdecimal() or not int(megabytes):
        raise SettingsError(say("{name} is {value!r}; it should be a whole number of megabytes.", name=SIZE, value=megabytes))
    return Settings(environment.get(TOKEN, ""), item, int(megabytes) << 20)
