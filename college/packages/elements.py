"""The data model of SCORM 1.2 (RTE 3.4) as it is kept: each element by its name, with the text it was set to.

What a package may ask and set is decided in its frame (`static/js/packages/scorm12.js`). What comes from there is a
stranger's word all the same: here is what of it is kept.
"""

import re
from collections.abc import Mapping
from typing import Any

from college.packages.outlines import Item

LONGEST = 1000
LONGEST_SUSPEND_DATA = 64_000
"""The standard says 4,096; tools write more, and lose the learner's place where it is cut."""
LONGEST_COMMENTS = 4096
MOST_ELEMENTS = 3000
MOST_CHARACTERS = 256_000
STATUSES = {"passed", "completed", "failed", "incomplete", "browsed"}
NOT_ATTEMPTED = "not attempted"
KEPT = re.compile(
    r"cmi\.(?:core\.(?:lesson_location|lesson_status|exit|session_time|score\.(?:raw|min|max))|suspend_data|comments"
    r"|student_preference\.(?:audio|language|speed|text)"
    r"|objectives\.[0-9]{1,3}\.(?:id|status|score\.(?:raw|min|max))"
    r"|interactions\.[0-9]{1,3}\.(?:id|time|type|weighting|student_response|result|latency"
    r"|objectives\.[0-9]{1,2}\.id|correct_responses\.[0-9]{1,2}\.pattern))"
)
OPAQUE = "cmi.suspend_data"
"""Where a learner is, packed as the package likes: it gets back just what it gave."""
LENGTHS = {OPAQUE: LONGEST_SUSPEND_DATA, "cmi.comments": LONGEST_COMMENTS}
UNKEPT = (0, *range(0xD800, 0xE000))
"""Characters that no database keeps, and no file in UTF-8. Packers of a learner's place write them."""
STAND_INS = {code: 0x100000 + code for code in UNKEPT}
"""From the last plane, which stands for nothing."""
STOOD_FOR = {stand_in: code for code, stand_in in STAND_INS.items()}
REPLACEMENTS = dict.fromkeys(UNKEPT, "\ufffd") | {0: ""}
SPAN = re.compile(r"([0-9]{2,4}):([0-5][0-9]):([0-5][0-9])(?:\.[0-9]{1,2})?")
NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")

Values = dict[str, str]


def kept(values: Mapping[str, Any]) -> Values:
    """Those that may be kept, of what a message says."""
    found = {name: value for name, value in values.items() if KEPT.fullmatch(name) and _fits(name, value)}
    return {name: value.translate(STAND_INS if name == OPAQUE else REPLACEMENTS) for name, value in found.items()}


def merged(before: Values, after: Values) -> Values:
    """The latest of each; where that is more than is kept, without the answers to single questions, then without the
    objectives."""
    both = {**before, **after}
    for dropped in ("cmi.interactions.", "cmi.objectives."):
        if len(both) <= MOST_ELEMENTS and sum(map(len, both.values())) <= MOST_CHARACTERS:
            break
        both = {name: value for name, value in both.items() if not name.startswith(dropped)}
    return both


def status(values: Values, item: Item, *, is_finished: bool) -> str:
    """As the standard has the college decide it (RTE 3.4.4): who never said anything has completed it on finishing, and
    against a mastery score the score decides."""
    said = values.get("cmi.core.lesson_status", "")
    if not said:
        said = "completed" if is_finished else NOT_ATTEMPTED
    raw = _number(values, "raw")
    if item.mastery is not None and raw is not None and said in ("completed", "passed", "failed"):
        return "passed" if raw >= item.mastery else "failed"
    return said


def percent(values: Values) -> int | None:
    """The score, of what there was to reach."""
    raw, least, most = (_number(values, name) for name in ("raw", "min", "max"))
    if raw is None:
        return None
    least, most = least or 0, 100 if most is None else most
    if most <= least:
        return None
    return round(min(max((raw - least) / (most - least), 0), 1) * 100)


def seconds(values: Values) -> int:
    """Of this session, as the package counts them."""
    found = SPAN.fullmatch(values.get("cmi.core.session_time", ""))
    if not found:
        return 0
    hours, minutes, rest = map(int, found.groups())
    return hours * 3600 + minutes * 60 + rest


def initial(item: Item, values: Values, *, learner: str, name: str, seconds: int, is_resumed: bool) -> Values:
    """What a package finds when it is opened: what is kept, and what the college says."""
    is_trial = not learner
    shown = {key: value for key, value in values.items() if key not in ("cmi.core.exit", "cmi.core.session_time")}
    if OPAQUE in shown:
        shown[OPAQUE] = shown[OPAQUE].translate(STOOD_FOR)
    return {
        **shown,
        "cmi.core.student_id": learner,
        "cmi.core.student_name": name,
        "cmi.core.credit": "no-credit" if is_trial else "credit",
        "cmi.core.lesson_mode": "browse" if is_trial else "normal",
        "cmi.core.entry": "resume" if is_resumed else "" if values else "ab-initio",
        "cmi.core.lesson_status": values.get("cmi.core.lesson_status", NOT_ATTEMPTED),
        "cmi.core.total_time": as_span(seconds),
        "cmi.launch_data": item.launch_data,
        "cmi.student_data.mastery_score": "" if item.mastery is None else f"{item.mastery:g}",
        "cmi.student_data.max_time_allowed": item.time_limit,
        "cmi.student_data.time_limit_action": item.time_limit_action,
    }


def as_span(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{min(hours, 9999):04}:{minutes:02}:{rest:02}"


def _fits(name: str, value: Any) -> bool:
    if not isinstance(value, str) or len(value) > LENGTHS.get(name, LONGEST):
        return False
    if name == "cmi.core.lesson_status":
        return value in STATUSES
    if name.startswith("cmi.core.score."):
        return value == "" or bool(NUMBER.fullmatch(value))
    return True


def _number(values: Values, name: str) -> float | None:
    said = values.get(f"cmi.core.score.{name}", "")
    return float(said) if said else None
