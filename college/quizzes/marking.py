"""From what a form sends to an answer, and from an answer to whether it is right.

An answer is kept as JSON (`Response.answer`) and speaks of the keys of what was shown:

    single, true-false  the key chosen
    multiple            [keys chosen], as shown
    matching            {key: key of the option whose `match` was chosen for it}
    ordering            [all keys in the order given]
    fill-in             what was typed

Forms speak of places, counted from 1, in the order shown: `answer` is a place (several for multiple choice) or the
text typed; `match-<place>` is a place among the matches; `order` are all places in the order given.
"""

import re
import unicodedata
from collections.abc import Callable

from django.http import QueryDict

from college.quizzes.asking import Shown
from college.quizzes.errors import AnswerRefused
from college.quizzes.models import Question

Answer = str | list[str] | dict[str, str]
Kind = Question.Kind

LONGEST = 200
"""Characters of what is typed; as long as an accepted answer may be."""
PLACE = re.compile(r"[1-9][0-9]?", re.ASCII)


def parse(shown: Shown, said: QueryDict) -> Answer:
    """Raises AnswerRefused: empty, incomplete, not-offered, too-long."""
    return PARSERS[shown["kind"]](shown, said)


def is_correct(shown: Shown, answer: Answer) -> bool:
    match shown["kind"], answer:
        case Kind.MATCHING, dict():
            return answer == {option["key"]: option["key"] for option in shown["options"]}
        case Kind.ORDERING, list():
            return answer == shown["order"]
        case Kind.FILL_IN, str():
            return accepted(shown, answer) is not None
    return set(answer if isinstance(answer, list) else [answer]) == {
        option["key"] for option in shown["options"] if option["is_correct"]
    }


def accepted(shown: Shown, typed: str) -> str | None:
    """The key of the variant that what was typed is the same as."""
    same = normalised(typed)
    return next((option["key"] for option in shown["options"] if normalised(option["text"]) == same), None)


def normalised(text: str) -> str:
    """What is left of a text when width, case, spaces, quotes and punctuation between and after words do not count.

    All else keeps its meaning: the sign before a number and the point in it, an exponent, “#”, “/”, brackets.
    """
    text = unicodedata.normalize("NFKC", "".join(map(_marked, text))).casefold()
    text = "".join(SAME.get(sign, sign) for sign in text if unicodedata.category(sign)[0] not in "ZC")
    if ENCLOSED.fullmatch(text):
        text = text[1:-1]
    kept = SILENT.sub("", text)
    return kept or text


SAME = {"−": "-", "。": ".", "、": ",", **dict.fromkeys("‘’", "'"), **dict.fromkeys("“”", '"')}
SAME |= dict.fromkeys(map(chr, range(0x2010, 0x2016)), "-")
ENCLOSED = re.compile(r"(['\"]).+\1", re.DOTALL)
SILENT = re.compile(
    r"(?<=\d),(?=\d{3}(?!\d))"  # between thousands
    r"|[.,:;!?·](?=[^\W\d_]|[.,:;!?·'\"《》〈〉「」『』【】]|$)"
    r"|(?<!\d)['\"]"  # after a number they stand for feet or minutes
    r"|[《》〈〉「」『』【】]"
)


def _marked(sign: str) -> str:
    """10² is not 102, which is what NFKC makes of it."""
    return f"^{sign}" if unicodedata.decomposition(sign).startswith("<super>") else sign


def _key_at(keys: list[str], place: str) -> str:
    if not PLACE.fullmatch(place) or int(place) > len(keys):
        raise AnswerRefused("not-offered")
    return keys[int(place) - 1]


def _keys(shown: Shown) -> list[str]:
    return [option["key"] for option in shown["options"]]


def _parse_one(shown: Shown, said: QueryDict) -> Answer:
    places = said.getlist("answer")
    if not places:
        raise AnswerRefused("empty")
    if len(places) > 1:
        raise AnswerRefused("not-offered")
    return _key_at(_keys(shown), places[0])


def _parse_several(shown: Shown, said: QueryDict) -> Answer:
    chosen = {_key_at(_keys(shown), place) for place in said.getlist("answer")}
    if not chosen:
        raise AnswerRefused("empty")
    return [key for key in _keys(shown) if key in chosen]


def _parse_matches(shown: Shown, said: QueryDict) -> Answer:
    keys = _keys(shown)
    places = {key: said.get(f"match-{place}", "") for place, key in enumerate(keys, 1)}
    given = {key: _key_at(shown["matches"], place) for key, place in places.items() if place}
    if len(given) < len(keys):
        raise AnswerRefused("incomplete" if given else "empty", so_far=given)
    return dict(given)


def _parse_order(shown: Shown, said: QueryDict) -> Answer:
    keys = _keys(shown)
    given = [_key_at(keys, place) for place in said.getlist("order")[: len(keys) + 1]]
    if sorted(given) != sorted(keys):
        raise AnswerRefused("not-offered" if given else "empty")
    return given


def _parse_text(shown: Shown, said: QueryDict) -> Answer:
    typed = said.get("answer", "")
    if len(typed) > LONGEST:
        raise AnswerRefused("too-long", so_far=_clean(typed[:LONGEST]))
    if not (text := _clean(typed)):
        raise AnswerRefused("empty")
    return text


def _clean(typed: str) -> str:
    """Without control characters and halves of characters, which no keyboard types and PostgreSQL does not keep."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in typed).strip()


PARSERS: dict[str, Callable[[Shown, QueryDict], Answer]] = {
    Kind.SINGLE: _parse_one,
    Kind.TRUE_FALSE: _parse_one,
    Kind.MULTIPLE: _parse_several,
    Kind.MATCHING: _parse_matches,
    Kind.ORDERING: _parse_order,
    Kind.FILL_IN: _parse_text,
}
