"""Who may take a quiz: whoever is enrolled in a course of which an open lesson asks it."""

from typing import TYPE_CHECKING

from college.courses.access import is_open as may_open
from college.progress.passing import asking
from college.quizzes.access import QuizPlace
from college.quizzes.models import Quiz

if TYPE_CHECKING:
    from college.courses.access import Person


def quiz_place(user: "Person", quiz: Quiz) -> QuizPlace | None:
    """The lesson from which this person takes the quiz; None where it is not theirs to take."""
    if not user.is_authenticated:
        return None
    found = (lesson for _standing, lesson in asking(user.pk, quiz.pk) if may_open(user, lesson))
    lesson = next(found, None)
    return QuizPlace(lesson.get_url(), lesson.title) if lesson else None
