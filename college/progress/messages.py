"""Reading what a player sends. Everything in it is a stranger's word until it has passed here."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from college.progress.errors import WatchRefused
from college.progress.watchmap import Range

MAX_BYTES = 16 * 1024
MAX_RANGES = 200
PAST_END = 1.0
"""Seconds by which a browser's idea of a video's end may differ from the probe's."""


@dataclass(frozen=True)
class WatchMessage:
    client: str
    number: int
    ranges: list[Range]
    position: float | None
    """Where the player stands; None in a message sent long after it was written."""


def load(body: bytes) -> dict[str, Any]:
    """The JSON object in a request's body."""
    if len(body) > MAX_BYTES:
        raise WatchRefused("too-large")
    try:
        data = json.loads(body, parse_constant=_not_a_number)
    except (ValueError, RecursionError) as error:
        raise WatchRefused("not-json") from error
    if not isinstance(data, dict) or not isinstance(data.get("token"), str):
        raise WatchRefused("bad-message")
    return data


def parse(data: dict[str, Any], *, duration: float) -> WatchMessage:
    """The message about a video of `duration` seconds, or WatchRefused."""
    return WatchMessage(
        client=_client(data.get("client")),
        number=_number(data.get("seq")),
        ranges=_ranges(data.get("ranges"), duration + PAST_END),
        position=_position(data.get("position"), duration),
    )


def _not_a_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _client(value: Any) -> str:
    try:
        return UUID(value).hex
    except (ValueError, TypeError, AttributeError) as error:
        raise WatchRefused("bad-client") from error


def _number(value: Any) -> int:
    if type(value) is not int or not 0 < value < 2**53:
        raise WatchRefused("bad-number")
    return value


def _ranges(value: Any, end: float) -> list[Range]:
    if not isinstance(value, list):
        raise WatchRefused("bad-ranges")
    if len(value) > MAX_RANGES:
        raise WatchRefused("too-many-ranges")
    return [_range(item, end) for item in value]


def _range(value: Any, end: float) -> Range:
    if not (isinstance(value, list) and len(value) == 2 and all(_is_second(n, end) for n in value)):
        raise WatchRefused("bad-ranges")
    if value[0] > value[1]:
        raise WatchRefused("bad-ranges")
    return float(value[0]), float(value[1])


def _position(value: Any, duration: float) -> float | None:
    if value is None:
        return None
    if not _is_second(value, duration + PAST_END):
        raise WatchRefused("bad-position")
    return min(float(value), duration)


def _is_second(value: Any, end: float) -> bool:
    """A finite number from 0 to the end; True and False are no numbers here, and NaN is nowhere between."""
    return type(value) in (int, float) and 0 <= value <= end
