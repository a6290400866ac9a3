"""A question as somebody proposes it, in the form or in a row of an Excel file, and what is wrong with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from django.utils.translation import gettext as _

from college.quizzes.models import Question, Topic

Kind = Question.Kind
CHOICES = (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE)
MOST_OPTIONS = 10
FEWEST = {Kind.FILL_IN: 1}
FEWEST_OTHERWISE = 2
LONGEST_TOPIC: int = Topic._meta.get_field("name").max_length
LINE_ENDS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


@dataclass(frozen=True)
class DraftOption:
    """As `Option`; what its kind of question has no use for is left out by `as_kept`."""

    text: str
    match: str = ""
    is_correct: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class Fault:
    """A sentence, and where it belongs: to one option's `field` ("text" or "match"), or to all of them."""

    sentence: str
    option: int | None = None
    field: str = "text"


def one_line(text: str) -> str:
    """As an option is kept: a line that ends is a space, which is how pages and files show it."""
    return LINE_ENDS.sub(" ", text).strip()


def topic_name(text: str) -> str:
    """One name for what looks alike: of whatever width, with whatever space."""
    return " ".join(normalize("NFKC", text).split())


def as_kept(kind: str, option: DraftOption) -> DraftOption:
    return DraftOption(
        option.text,
        option.match if kind == Kind.MATCHING else "",
        option.is_correct and kind in CHOICES,
        option.feedback,
    )


def faults(kind: str, options: Sequence[DraftOption]) -> Iterator[Fault]:
    """What keeps these options from being a question of this kind, in words."""
    if too_few_or_many := _number(kind, len(options)):
        yield Fault(too_few_or_many)
        return
    yield from _repeated(options, "text")
    if kind in CHOICES:
        yield from _marks(kind, sum(option.is_correct for option in options), len(options))
    if kind == Kind.MATCHING:
        yield from _partners(options)


def _number(kind: str, number: int) -> str:
    if kind == Kind.TRUE_FALSE and number != 2:
        return _("判断题要正好两个选项，例如“对”和“错”。")
    if kind == Kind.FILL_IN and not number:
        return _("填空题至少要写一个可以接受的答案。")
    if number < FEWEST.get(Kind(kind), FEWEST_OTHERWISE):
        return _("至少要两个选项。")
    if number > MOST_OPTIONS:
        return _("最多 %(most)s 个选项。") % {"most": MOST_OPTIONS}
    return ""


def _marks(kind: str, right: int, number: int) -> Iterator[Fault]:
    if kind == Kind.MULTIPLE:
        if not right:
            yield Fault(_("多选题至少要有一个正确的选项。"))
        elif right == number:
            yield Fault(_("多选题至少要有一个不正确的选项。"))
    elif not right:
        yield Fault(_("还没有说哪一个选项正确。"))
    elif right > 1:
        yield Fault(_("这种题只能有一个正确的选项；要几个都对，请用多选题。"))


def _partners(options: Sequence[DraftOption]) -> Iterator[Fault]:
    for place, option in enumerate(options):
        if not option.match:
            yield Fault(_("“%(text)s”还没有配对。") % {"text": option.text}, place, "match")
    yield from _repeated(options, "match")


def _repeated(options: Sequence[DraftOption], field: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, option in enumerate(options):
        text = getattr(option, field)
        if text and text in seen:
            yield Fault(_("“%(text)s”写了两遍。") % {"text": text}, place, field)
        seen.add(text)
