"""Reading what the page around a package sends. Everything in it is a stranger's word until it has passed here."""

import json
import re
from dataclasses import dataclass
from typing import Any

from college.packages import elements
from college.packages.elements import Values
from college.progress.courseware.errors import ReportRefused

MOST_BYTES = 1024**2
MOST_NUMBER = 2**31 - 1
CLIENT = re.compile(r"[0-9a-f]{32}")
LONGEST_KEY = 255


@dataclass(frozen=True)
class Report:
    token: str
    item: str
    client: str
    number: int
    opens: bool
    """It asks what the part is to go on with."""
    values: Values
    is_finished: bool


def parse(body: bytes) -> Report:
    if len(body) > MOST_BYTES:
        raise ReportRefused("too-large")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ReportRefused("not-json") from error
    if not isinstance(data, dict):
        raise ReportRefused("bad-message")
    values = data.get("values", {})
    token, item, client, number = (data.get(name) for name in ("token", "item", "client", "number"))
    is_well = (
        isinstance(token, str)
        and isinstance(item, str)
        and 0 < len(item) <= LONGEST_KEY
        and "\0" not in item
        and isinstance(client, str)
        and bool(CLIENT.fullmatch(client))
        and type(number) is int
        and 0 <= number <= MOST_NUMBER
        and isinstance(values, dict)
    )
    if not is_well:
        raise ReportRefused("bad-message")
    return _report(data, values)


def _report(data: dict[str, Any], values: dict[str, Any]) -> Report:
    return Report(
        token=data["token"],
        item=data["item"],
        client=data["client"],
        number=data["number"],
        opens=data.get("opens") is True,
        values=elements.kept(values),
        is_finished=data.get("finished") is True,
    )
