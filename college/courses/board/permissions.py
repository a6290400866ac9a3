"""What somebody may do on the board of a course."""

from dataclasses import dataclass

from django.http import Http404
from wagtail.models import Page

from college.courses.languages.originals import may_see_languages
from college.courses.models import CoursePage
from college.people.models import User


@dataclass(frozen=True)
class Board:
    course: CoursePage
    may_arrange: bool
    """Put the lessons in another order. Of a published course learners see it at once: for that one must be allowed to
    publish, as everywhere in Wagtail."""
    may_add: bool
    may_duplicate: bool
    may_send_out: bool
    """Publish it, or hand it in for review."""
    may_see_languages: bool


def may_write_questions(user: User) -> bool:
    return user.has_perms(["quizzes.add_question", "quizzes.add_quiz"])


def board(user: User, pk: int) -> Board:
    """404 for whoever may not edit the course."""
    course = CoursePage.objects.filter(pk=pk).select_related("provider", "programme").defer_streamfields().first()
    if course is None:
        raise Http404
    allowed = course.permissions_for_user(user)
    if not allowed.can_edit():
        raise Http404
    catalogue: Page = course.get_parent()
    return Board(
        course,
        may_arrange=allowed.can_reorder_children() or not course.live,
        may_add=allowed.can_add_subpage(),
        may_duplicate=allowed.can_copy_to(catalogue, recursive=True),
        may_send_out=allowed.can_publish() or course.has_workflow,
        may_see_languages=may_see_languages(user, course),
    )
