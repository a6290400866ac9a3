"""A quiz as one learner finds it, on its own page and on a lesson's: what it takes, how far they are, what is next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from college.people.models import User
from college.quizzes.models import Attempt, Quiz

WHEN_SHOWN = {
    Quiz.Answers.AT_ONCE: gettext_lazy("每答一题，马上看讲解；答过的不能再改"),
    Quiz.Answers.AT_END: gettext_lazy("交卷以前可以改，交卷以后看讲解"),
    Quiz.Answers.WHEN_PASSED: gettext_lazy("交卷以前可以改，通过以后看讲解"),
}
LATEST = 10


@dataclass
class QuizCard:
    quiz: Quiz
    attempts: list[Attempt]
    """The learner's, the latest first; the one that is open, if any, among them."""
    now: datetime

    @cached_property
    def finished(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.is_finished]

    @property
    def open(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if not attempt.is_finished), None)

    @property
    def is_open(self) -> bool:
        return self.open is not None

    @property
    def is_passed(self) -> bool:
        return any(attempt.is_passed for attempt in self.finished)

    @property
    def best(self) -> int | None:
        return max((attempt.score or 0 for attempt in self.finished), default=None)

    @property
    def left(self) -> int | None:
        """How many more attempts may be begun; None for any number."""
        allowed = self.quiz.attempts_allowed
        return None if allowed is None else max(0, allowed - len(self.attempts))

    @property
    def ready_at(self) -> datetime | None:
        """When the next attempt may be begun, while that is still ahead."""
        if self.is_passed or not self.finished or not self.finished[0].finished_at:
            return None
        at = self.finished[0].finished_at + timedelta(minutes=self.quiz.cool_down_minutes)
        return localtime(at) if at > self.now else None

    @property
    def ready_words(self) -> str:
        """The hour, with the day unless that is today."""
        at = self.ready_at
        if at is None:
            return ""
        return date_format(at, "H:i" if at.date() == localtime(self.now).date() else "DATETIME_FORMAT")

    @property
    def latest(self) -> list[Attempt]:
        return self.finished[:LATEST]

    @property
    def rules(self) -> list[str]:
        """In words; what is not limited is not mentioned, save that one may try as often as one likes."""
        allowed, limit = self.quiz.attempts_allowed, self.quiz.time_limit_minutes
        found = [_("%(mark)s 分及格") % {"mark": self.quiz.pass_mark}]
        if allowed is None:
            found.append(_("可以反复答"))
        else:
            found.append(ngettext("最多答 %(count)s 次", "最多答 %(count)s 次", allowed) % {"count": allowed})
        if limit:
            found.append(_("限时 %(minutes)s 分钟，大字版不限时") % {"minutes": limit})
        return found

    @property
    def more_rules(self) -> list[str]:
        """What only somebody about to begin needs to know."""
        found = [str(WHEN_SHOWN[Quiz.Answers(self.quiz.shows_answers)])]
        if wait := self.quiz.cool_down_minutes:
            found.append(_("没通过的话，歇 %(minutes)s 分钟再答") % {"minutes": wait})
        return found

    @cached_property
    def question_count(self) -> int:
        return self.quiz.chosen.count() + sum(self.quiz.draws.values_list("count", flat=True))

    @property
    def button(self) -> str:
        """What to do next; empty where nothing can be done for now."""
        if self.is_open:
            return _("接着答题")
        if self.left == 0 or self.ready_at:
            return ""
        if self.is_passed:
            return _("再做一遍")
        return _("再试一次") if self.finished else _("开始测验")


def quiz_card(quiz: Quiz, learner: User | AnonymousUser, now: datetime) -> QuizCard:
    """One query."""
    return QuizCard(quiz, list(Attempt.objects.of(learner).filter(quiz=quiz)), now)
