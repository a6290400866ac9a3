"""What editors do with the lessons of a course. Who may is asked before."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from college.courses.board.refusals import BoardRefused
from college.courses.drafts import add_draft
from college.courses.keeping import is_kept
from college.courses.models import CoursePage, LessonPage
from college.courses.terms import DATES
from college.people.models import User

MOST_AT_ONCE = 50
LONGEST_TITLE = 100
"""Characters, so that what a title grows by when it is copied still fits."""


@transaction.atomic
def place_lesson(*, course: CoursePage, lesson: int, before: int | None, user: User) -> int:
    """Puts the lesson before another one of the course, or behind them all; returns its number then, from 1.

    BoardRefused if one of the two is no longer a lesson of the course.
    """
    course = CoursePage.objects.select_for_update().get(pk=course.pk)
    keys = _keys(course)
    if lesson not in keys or (before is not None and before not in keys):
        raise BoardRefused("reordered")
    rest = [key for key in keys if key != lesson]
    place = rest.index(before) if before in rest else keys.index(lesson) if before == lesson else len(rest)
    if place != keys.index(lesson):
        target, side = (LessonPage.objects.get(pk=before), "left") if before else (course, "last-child")
        _moved(LessonPage.objects.get(pk=lesson), target, side, user)
    return place + 1


@transaction.atomic
def add_lessons(*, course: CoursePage, titles: str, user: User) -> list[LessonPage]:
    """A draft for each line, in this order, behind the lessons that are there."""
    wanted = [line for line in map(str.strip, titles.replace("\0", "").splitlines()) if line]
    if not wanted:
        raise BoardRefused("nothing")
    if len(wanted) > MOST_AT_ONCE:
        raise BoardRefused("too-many")
    if any(len(title) > LONGEST_TITLE for title in wanted):
        raise BoardRefused("too-long")
    parent = CoursePage.objects.select_for_update().get(pk=course.pk)
    return [add_draft(course=parent, lesson=LessonPage(title=title), user=user) for title in wanted]


@transaction.atomic
def duplicate_lesson(*, lesson: LessonPage, to: CoursePage, user: User) -> LessonPage:
    """A draft with all that the lesson has but its dates, behind the others of the course `to`, or right behind the
    original."""
    parent = CoursePage.objects.select_for_update().get(pk=to.pk)
    is_beside = lesson.is_child_of(parent)
    title = lesson.draft_title
    copy: LessonPage = _copied(lesson, parent, _copy_of(title) if is_beside else title, user)
    if is_beside:
        _moved(copy, LessonPage.objects.get(pk=lesson.pk), "right", user)
    return LessonPage.objects.get(pk=copy.pk)


@transaction.atomic
def duplicate_course(*, course: CoursePage, user: User) -> CoursePage:
    """The course and its lessons, all of them drafts and without dates: it is for another term. What learners did stays
    with the original."""
    copy: CoursePage = _copied(course, course.get_parent(), _copy_of(course.draft_title), user)
    return copy


@transaction.atomic
def move_lesson(*, lesson: LessonPage, course: CoursePage, to: CoursePage, user: User) -> None:
    """Out of `course`, behind the lessons of another. BoardRefused when somebody has learned in it, for their progress
    belongs to the course it was made in, or when it is there no longer. PermissionDenied as Wagtail decides.

    Both courses are locked, the older one first, and then the lesson is looked at: it moves by its place in the tree.
    """
    locked = CoursePage.objects.select_for_update().filter(pk__in=[course.pk, to.pk]).order_by("pk").in_bulk()
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    parent = locked[to.pk]
    if not lesson.is_child_of(locked[course.pk]):
        raise BoardRefused("reordered")
    if is_kept(lesson):
        raise BoardRefused("learned")
    _give_free_slug(lesson, parent, user)
    MovePageAction(lesson, parent, pos="last-child", user=user).execute()


def has_dates(lesson: LessonPage) -> bool:
    """Which a copy of it will not have."""
    return any(getattr(page, name) for page in (lesson, lesson.get_latest_revision_as_object()) for name in DATES)


def _keys(course: CoursePage) -> list[int]:
    return list(LessonPage.objects.child_of(course).order_by("path").values_list("pk", flat=True))


def _moved(lesson: LessonPage, target: Page, side: str, user: User) -> None:
    """Within its course: Wagtail's own check asks for more than `Board.may_arrange` does."""
    MovePageAction(lesson, target, pos=side, user=user).execute(skip_permission_checks=True)


def _copied(page: Page, parent: Page, title: str, user: User) -> Page:
    slug = find_available_slug(parent, page.slug)
    named = {"title": title, "draft_title": title, "slug": slug}
    return page.copy(to=parent, recursive=True, keep_live=False, update_attrs=named, user=user)


def _copy_of(title: str) -> str:
    return _("%(title)s（副本）") % {"title": title[:LONGEST_TITLE]}


def _give_free_slug(lesson: LessonPage, parent: CoursePage, user: User) -> None:
    """In what is published and in the draft, if its own is taken there."""
    free = find_available_slug(parent, lesson.slug)
    if free == lesson.slug:
        return
    LessonPage.objects.filter(pk=lesson.pk).update(slug=free)
    lesson.slug = free
    draft = lesson.get_latest_revision_as_object()
    draft.slug = free
    draft.save_revision(user=user, changed=False, clean=False)  # cleaned, it would be compared with where it was
