"""Whose a quiz is to take is decided by the room that asks it: `settings.QUIZ_ACCESS_POLICY`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from college.people.models import User
    from college.quizzes.models import Quiz
    from media.models import Video


@dataclass(frozen=True)
class QuizPlace:
    """Where a quiz is taken from, and where its result leads back to."""

    back_url: str
    back_title: str


def place_of(user: "User | AnonymousUser", quiz: "Quiz") -> QuizPlace | None:
    """Where this person takes the quiz; None if it is not theirs to take."""
    place: QuizPlace | None = import_string(settings.QUIZ_ACCESS_POLICY)(user, quiz)
    return place


def may_play(user: "User | AnonymousUser", video: "Video") -> bool:
    """Whether this person was asked a question that plays the video."""
    from college.quizzes.models import Response

    return user.is_authenticated and Response.objects.filter(learner=user, shown__clip=video.pk).exists()


@register()
def quiz_access_policy(**kwargs: Any) -> list[CheckMessage]:
    try:
        import_string(settings.QUIZ_ACCESS_POLICY)
    except ImportError as error:
        hint = "Set it to the path of a callable (user, quiz) -> QuizPlace | None."
        return [Error(f"QUIZ_ACCESS_POLICY cannot be used: {error}", hint=hint, id="quizzes.E001")]
    return []
