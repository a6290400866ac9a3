"""Who may take a quiz: whoever is enrolled in a course of which an open lesson asks it."""

from typing import TYPE_CHECKING

from college.courses.access import is_open as may_open
from college.courses.access import may_edit
from college.courses.models import LessonPage
from college.progress.gates import is_open
from college.progress.passing import asking
from college.progress.standing import Standing
from college.quizzes.access import QuizPlace
from college.quizzes.models import Quiz

if TYPE_CHECKING:
    from college.courses.access import Person
    from college.people.models import User


def quiz_place(user: "Person", quiz: Quiz) -> QuizPlace | None:
    """The lesson from which this person takes the quiz; None where it is not theirs to take."""
    if not user.is_authenticated:
        return None
    found = asking(user.pk, quiz.pk)
    lesson = next((lesson for standing, lesson in found if _is_at_hand(user, standing, lesson)), None)
    return QuizPlace(lesson.get_url(), lesson.title) if lesson else None


def _is_at_hand(user: "User", standing: Standing, lesson: LessonPage) -> bool:
    """Neither kept from them nor closed for now; whoever may edit a lesson finds it open."""
    return may_open(user, lesson) and (is_open(standing, lesson) or may_edit(user, lesson))
