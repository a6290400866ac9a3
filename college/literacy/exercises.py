"""Characters to write, laid out one step a screen: see, hear, trace, write, use in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from college.courses.access import is_open
from college.courses.characters import TaughtCharacter, han_in, suggested, taught_in
from college.courses.gates import is_closed
from college.courses.models import LessonPage
from college.hanzi import characters, strokes

LONGEST_NAME = 10
"""Characters; no name in use is longer."""


@dataclass(frozen=True)
class Step:
    kind: str
    """One of "see", "hear", "trace", "write", "use"."""
    taught: TaughtCharacter
    number: int
    """From 1."""

    @property
    def strokes_url(self) -> str:
        """Empty for a character whose strokes are not known: it is shown, and written on paper."""
        return strokes.url(self.taught.char) if characters.get(self.taught.char) else ""

    @property
    def paths(self) -> list[str]:
        """The outline of each stroke, in order (see `college.hanzi.strokes`)."""
        return (strokes.of(self.taught.char) or {}).get("strokes", [])


def steps_of(taught: Sequence[TaughtCharacter]) -> list[Step]:
    pairs = [(kind, each) for each in taught for kind in kinds_of(each)]
    return [Step(kind, each, number) for number, (kind, each) in enumerate(pairs, 1)]


def kinds_of(taught: TaughtCharacter) -> list[str]:
    known = characters.get(taught.char) is not None
    asked = {
        "see": True,
        "hear": bool(taught.pinyin),
        "trace": known,
        "write": True,
        "use": bool(taught.sentence),
    }
    return [kind for kind, is_asked in asked.items() if is_asked]


@dataclass(frozen=True)
class Exercise:
    """`url` is where it begins; its steps, and the page after the last, lie below it by number."""

    title: str
    taught: Sequence[TaughtCharacter]
    url: str
    back_url: str
    lesson: LessonPage | None = None

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.taught)

    @property
    def text(self) -> str:
        return "".join(each.char for each in self.taught)

    @property
    def end_url(self) -> str:
        return self.url_of(len(self.steps) + 1)

    @property
    def sheet_url(self) -> str:
        return f"{self.url}sheet/"

    def url_of(self, number: int) -> str:
        return f"{self.url}{number}/"

    def step(self, number: int) -> Step:
        """Raises Http404."""
        if not 1 <= number <= len(self.steps):
            raise Http404
        return self.steps[number - 1]

    def resumed_at(self, learned: set[str]) -> str:
        """Where the first character begins that was not learned; if all were, at the beginning."""
        left = (step.number for step in self.steps if step.taught.char not in learned)
        return self.url_of(next(left, 1))


def of_lesson(request: HttpRequest, pk: str) -> Exercise:
    """Of a lesson that is open to the reader and teaches characters. Raises Http404."""
    lesson = get_object_or_404(LessonPage, pk=pk)
    if not is_open(request.user, lesson) or is_closed(request.user, lesson.course, lesson):
        raise Http404
    taught = taught_in(lesson)
    if not taught:
        raise Http404
    url = reverse("literacy:lesson", args=[lesson.pk])
    return Exercise(lesson.title, taught, url, lesson.get_url(request) or "/", lesson)


def of_name(request: HttpRequest) -> Exercise:
    """Of the reader's own name; without steps if it has no Chinese characters."""
    name = str(request.user)
    sentence = f"我叫{name}。"
    taught = [
        TaughtCharacter(known.char, known.pinyin, known.words, sentence)
        for known in map(suggested, han_in(name)[:LONGEST_NAME])
    ]
    url = reverse("literacy:name")
    return Exercise(_("写我的名字"), taught, url, url)
