"""What is held of what a person answered."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.people.privacy.holdings import Held, plain
from college.quizzes.models import Attempt, Question, Response

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym

ANSWER = {"shown": "shown", "answer": "answer", "is_correct": "is_correct", "at": "answered_at"}
WORDS = {
    "shown": _("看到的题目"),
    "answer": _("答案"),
    "is_correct": _("对错"),
    "number": _("第几题"),
}


@hooks.register("person_data", order=20)
def answers(person: "User") -> list[Held]:
    given = Response.objects.filter(learner=person)
    return [
        Held(
            key="quiz_attempts",
            title=_("您答过的测验"),
            rows=Attempt.objects.filter(learner=person).order_by("started_at", "pk"),
            of=("quizzes.Attempt.learner",),
            columns={"id": "id", "quiz": "quiz_title"}
            | plain("pass_mark", "started_at", "due_at", "finished_at", "score", "is_passed"),
        ),
        Held(
            key="quiz_answers",
            title=_("您在测验里的答案"),
            rows=given.filter(attempt__isnull=False).order_by("attempt", "number"),
            of=("quizzes.Response.learner", "quizzes.Response.attempt"),
            columns={"attempt": "attempt_id", "number": "number", **ANSWER},
            words={**WORDS, "attempt": _("哪一次答题")},
        ),
        Held(
            key="in_video_answers",
            title=_("您对视频里提问的答案"),
            rows=given.filter(attempt=None).order_by("pk"),
            of=("quizzes.Response.learner",),
            columns=ANSWER,
            words=WORDS,
        ),
    ]


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    """Attempts and their results stay; what was typed in own words does not, nor what was answered in videos."""
    answers = Response.objects.filter(learner=person)
    answers.filter(attempt=None).delete()
    answers.filter(shown__kind=Question.Kind.FILL_IN).update(answer=None)
