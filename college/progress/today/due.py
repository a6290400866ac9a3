"""What asks for attention: lessons and courses that close soon, quizzes that may be tried again.

Rooms above add theirs by the Wagtail hook `due(user)`, which returns `Due`s.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from college.courses.models import CoursePage, LessonPage
from college.courses.moments import day_of
from college.courses.terms import asks_quiz
from college.progress.gates import is_open
from college.progress.standing import Standing
from college.quizzes.cards import QuizCard
from college.quizzes.models import Attempt

if TYPE_CHECKING:
    from college.people.models import User

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """`title` of the lesson, quiz or course (then without `course`), in `words` why now, and where to go."""

    title: str
    course: str
    words: str
    url: str


def due(request: HttpRequest, standings: Iterable[Standing], now: datetime) -> list[Due]:
    """What closes first comes first; then the quizzes. Only what is open to the reader. One query at most, and what
    rooms above ask.
    """
    standings, user = list(standings), cast("User", request.user)
    added = [each for contribute in hooks.get_hooks("due") for each in contribute(user)]
    return [*closing(request, standings, now), *to_try_again(standings, user, now), *added]


def closing(request: HttpRequest, standings: Iterable[Standing], now: datetime) -> list[Due]:
    found = [pair for standing in standings for pair in _closing_in(request, standing, now)]
    return [each for _until, each in sorted(found, key=lambda pair: pair[0])]


def _closing_in(request: HttpRequest, standing: Standing, now: datetime) -> Iterator[tuple[datetime, Due]]:
    """The course as a whole, and lessons that close before it does."""
    course = standing.course
    if standing.current and (until := _closes_soon(course, now)):
        yield until, Due(course.title, "", _until(until, now), standing.current.get_url(request))
    soon = {lesson: until for lesson in standing.lessons if (until := _closes_soon(lesson, now))}
    for lesson in _ahead(standing, soon):
        until = soon[lesson]
        if not (course.available_until and course.available_until <= until):
            yield until, Due(lesson.title, course.title, _until(until, now), lesson.get_url(request))


def _closes_soon(page: CoursePage | LessonPage, now: datetime) -> datetime | None:
    until = page.available_until
    return until if until and now <= until <= now + SOON else None


def _until(until: datetime, now: datetime) -> str:
    days = (localdate(until) - localdate(now)).days
    left = ngettext("还有 %(days)s 天", "还有 %(days)s 天", days) % {"days": days} if days else _("就是今天")
    return _("学到%(day)s为止，%(left)s") % {"day": day_of(until, is_end=True, is_near=True), "left": left}


def _ahead(standing: Standing, lessons: Iterable[LessonPage]) -> list[LessonPage]:
    """Those of the lessons that are not done and are open."""
    return [each for each in lessons if not standing.is_done(each) and is_open(standing, each)]


def to_try_again(standings: Iterable[Standing], learner: "User", now: datetime) -> list[Due]:
    """Quizzes of lessons that are not done: left open, or not passed and ready for another attempt."""
    asking = {
        lesson.quiz_id: standing.course
        for standing in standings
        for lesson in _ahead(standing, filter(asks_quiz, standing.lessons))
    }
    cards = _cards_of(asking, learner, now) if asking else []
    return [_again(card, asking[card.quiz.pk]) for card in cards if card.button and not card.is_passed]


def _cards_of(quizzes: Iterable[int], learner: "User", now: datetime) -> Iterator[QuizCard]:
    """Those of them that the learner has begun. One query."""
    attempts = Attempt.objects.of(learner).filter(quiz__in=list(quizzes)).select_related("quiz")
    for _quiz, group in groupby(attempts.order_by("quiz_id", "-started_at", "-pk"), key=attrgetter("quiz_id")):
        taken = list(group)
        yield QuizCard(taken[0].quiz, taken, now)


def _again(card: QuizCard, course: CoursePage) -> Due:
    words = _("没有答完，可以接着答") if card.is_open else _("可以再试一次")
    return Due(card.quiz.title, course.title, words, reverse("quizzes:quiz", args=[card.quiz.pk]))
