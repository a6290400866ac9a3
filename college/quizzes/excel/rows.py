"""From a question to a row, and from a row to what it proposes."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from college.quizzes.drafts import CHOICES, DraftOption, Kind, as_kept, one_line
from college.quizzes.excel import columns, typed
from college.quizzes.models import Question


@dataclass(frozen=True)
class Draft:
    """A whole question as a row says it; picture and clip by their keys."""

    kind: str
    text: str
    options: tuple[DraftOption, ...]
    explanation: str = ""
    topics: tuple[str, ...] = ()
    picture: int | None = None
    clip: int | None = None


@dataclass
class Parsed:
    """What is wrong is listed by the key of its column."""

    draft: Draft | None = None
    faults: list[tuple[str, str]] = field(default_factory=list)


def row_of(question: Question, keys: Iterable[str], *, named: Collection[int] = ()) -> list[str]:
    """With its options, topics, picture and clip already fetched. `named`: the videos whose titles the reader may see;
    of others there is the number alone, which is enough to keep them."""
    options = list(question.options.all())
    cells = {
        columns.KIND: question.get_kind_display(),
        columns.TEXT: question.text,
        columns.ANSWER: _answer(question, options),
        columns.EXPLANATION: question.explanation,
        columns.TOPICS: _("、").join(typed.quoted(name) for name in topics_of(question)),
        columns.PICTURE: _named(question.picture),
        columns.CLIP: _named(question.clip) if question.clip_id in named else str(question.clip_id or ""),
        columns.NUMBER: number_of(question.pk) if question.pk else "",
    }
    for letter, option in zip(columns.LETTERS, options, strict=False):
        cells[columns.OPTION + letter] = option.text
        cells[columns.MATCH + letter] = option.match
        cells[columns.FEEDBACK + letter] = option.feedback
    return [cells.get(key, "") for key in keys]


def draft_of(question: Question) -> Draft:
    return Draft(
        kind=question.kind,
        text=question.text,
        options=tuple(
            DraftOption(option.text, option.match, option.is_correct, option.feedback)
            for option in question.options.all()
        ),
        explanation=question.explanation,
        topics=tuple(topics_of(question)),
        picture=question.picture_id,
        clip=question.clip_id,
    )


def topics_of(question: Question) -> list[str]:
    return sorted(link.tag.name for link in question.topics.all())


def parse(cells: Mapping[str, str], said: Collection[str], before: Question | None) -> Parsed:
    """`cells` by key, empty ones missing; what no column of the file says (`said`) stays as it was `before`."""
    parsed = Parsed()
    kind = kind_in(cells)
    if kind is None:
        parsed.faults.append((columns.KIND, _unknown_kind(cells.get(columns.KIND, ""))))
        return parsed
    old = draft_of(before) if before else Draft(kind, "", ())
    parsed.draft = Draft(
        kind=kind,
        text=cells.get(columns.TEXT, ""),
        options=tuple(_options(cells, said, kind, old, parsed)),
        explanation=cells.get(columns.EXPLANATION, "") if columns.EXPLANATION in said else old.explanation,
        topics=tuple(typed.topics(cells.get(columns.TOPICS, ""))) if columns.TOPICS in said else old.topics,
        picture=_leading_number(cells, columns.PICTURE, parsed) if columns.PICTURE in said else old.picture,
        clip=_leading_number(cells, columns.CLIP, parsed) if columns.CLIP in said else old.clip,
    )
    return parsed


def kind_in(cells: Mapping[str, str]) -> Kind | None:
    return columns.kinds_by_language().get(cells.get(columns.KIND, ""))


def number_of(pk: int) -> str:
    """The question's key and a mark that only this site can make: a bank of another site never overwrites ours."""
    return f"{pk}-{salted_hmac('college.quizzes.excel', str(pk)).hexdigest()[:6]}"


def pk_in(number: str) -> int | None:
    pk = number.partition("-")[0]
    return int(pk) if pk.isascii() and pk.isdigit() and number == number_of(int(pk)) else None


def _answer(question: Question, options: list[Any]) -> str:
    if question.kind == Kind.TRUE_FALSE and [option.text for option in options] == [_("对"), _("错")]:
        return next((option.text for option in options if option.is_correct), "")
    return "".join(letter for letter, option in zip(columns.LETTERS, options, strict=False) if option.is_correct)


def _options(
    cells: Mapping[str, str], said: Collection[str], kind: str, old: Draft, parsed: Parsed
) -> Iterator[DraftOption]:
    texts = _texts(cells, kind, parsed)
    right = _right(cells.get(columns.ANSWER, ""), kind, texts, parsed)
    kept = {option.text: option for option in old.options}
    for letter, text in zip(columns.LETTERS, texts, strict=False):
        before = kept.get(text, DraftOption(text))
        option = DraftOption(
            text,
            one_line(cells.get(columns.MATCH + letter, "")) if columns.MATCH + letter in said else before.match,
            letter in right,
            one_line(cells.get(columns.FEEDBACK + letter, ""))
            if columns.FEEDBACK + letter in said
            else before.feedback,
        )
        yield as_kept(kind, option)


def _texts(cells: Mapping[str, str], kind: str, parsed: Parsed) -> list[str]:
    filled = [one_line(cells.get(columns.OPTION + letter, "")) for letter in columns.LETTERS]
    while filled and not filled[-1]:
        filled.pop()
    if kind == Kind.TRUE_FALSE and not filled:
        return [_("对"), _("错")]
    for letter, text in zip(columns.LETTERS, filled, strict=False):
        if not text:
            parsed.faults.append((columns.OPTION + letter, _("这一格是空的，后面却还有选项。")))
    for letter in columns.LETTERS[len(filled) :]:
        for lettered in (columns.MATCH, columns.FEEDBACK):
            if lettered + letter in cells:
                parsed.faults.append(
                    (lettered + letter, _("没有“选项%(letter)s”，这一格就没有用处。") % {"letter": letter})
                )
    return filled


def _right(answer: str, kind: str, texts: list[str], parsed: Parsed) -> set[str]:
    """The letters of what is right."""
    if kind not in CHOICES:
        if answer:
            parsed.faults.append((columns.ANSWER, UNASKED[Kind(kind)]()))
        return set()
    said = typed.letters(answer)
    if kind == Kind.TRUE_FALSE and said not in {"A", "B"}:
        said = _side(answer.strip(), said, texts)
    if not said or set(said) - set(columns.LETTERS[: len(texts)]):
        parsed.faults.append(
            (columns.ANSWER, _("请写正确选项的字母，例如 A；多选题写几个，例如 AC。判断题写“对”或“错”。"))
        )
        return set()
    return set(said)


def _side(answer: str, said: str, texts: list[str]) -> str:
    """The letter of the option that is named, or of the first for “right”, of the second for “wrong”."""
    if answer in texts:
        return columns.LETTERS[texts.index(answer)]
    return "A" if said in typed.RIGHT else "B" if said in typed.WRONG else ""


UNASKED = {
    Kind.MATCHING: lambda: _("配对题不用填答案：每个“选项”旁边的“配对”就是答案。"),
    Kind.ORDERING: lambda: _("排序题不用填答案：把选项按正确的次序填在选项A、选项B……里。"),
    Kind.FILL_IN: lambda: _("填空题不用填答案：把可以接受的答案填在选项A、选项B……里。"),
}


def _unknown_kind(said: str) -> str:
    kinds = _("、").join(str(kind.label) for kind in Kind)
    if not said:
        return _("还没有写题型。题型有：%(kinds)s。") % {"kinds": kinds}
    return _("没有“%(said)s”这种题型。题型有：%(kinds)s。") % {"said": said[:20], "kinds": kinds}


def _named(row: Any) -> str:
    return f"{row.pk} · {row.title}" if row else ""


def _leading_number(cells: Mapping[str, str], key: str, parsed: Parsed) -> int | None:
    """“12 · 灭火器” and “12” are both 12; what the title says does not matter."""
    text = cells.get(key, "")
    found = re.match(r"[0-9]{1,18}(?=\s|·|$)", text)
    if text and not found:
        parsed.faults.append((key, _("请写图片库或视频库里的编号（数字），或者空着。")))
    return int(found[0]) if found else None
