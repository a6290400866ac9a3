"""Who may open a lesson and watch its video.

A lesson is open when it and its course are published, the course lets this person in, and no privacy setting on the way
down the tree keeps them out. Whoever may edit a page may always see it. What a lesson that is open holds may still be
closed by date or order (`gates`): the page then says why.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from cms.restrictions import is_restricted
from college.quizzes.access import may_play

if TYPE_CHECKING:
    from college.courses.models import CoursePage, LessonPage
    from college.people.models import User
    from media.models import Video

    Person = User | AnonymousUser


def is_open(user: "Person", lesson: "LessonPage") -> bool:
    return reaches(user, lesson, lesson.course, restrictions_above([lesson])) or may_edit(user, lesson)


def may_watch(user: "Person", video: "Video") -> bool:
    """Whether a lesson that shows this video, or stops for a question that plays it, is open to this person, or whether
    they were asked such a question elsewhere."""
    from college.courses.gates import is_closed
    from college.courses.models import CoursePage, LessonPage, VideoQuestion

    shows = Q(video=video) | Q(pk__in=VideoQuestion.objects.filter(question__clip=video).values("lesson"))
    lessons = list(LessonPage.objects.filter(shows).defer_streamfields())
    paths = {parent_path(lesson) for lesson in lessons}
    courses = {course.path: course for course in CoursePage.objects.filter(path__in=paths).defer_streamfields()}
    restrictions = restrictions_above(lessons)
    return any(
        (reaches(user, lesson, course, restrictions) and not is_closed(user, course, lesson)) or may_edit(user, lesson)
        for lesson in lessons
        for course in [courses[parent_path(lesson)]]
    ) or may_play(user, video)


def reaches(
    user: "Person", lesson: "LessonPage", course: "CoursePage", restrictions: Iterable[PageViewRestriction]
) -> bool:
    return (
        lesson.live
        and course.live
        and (course.access == course.Access.PUBLIC or user.is_authenticated)
        and all(admits(user, found) for found in restrictions if lesson.path.startswith(found.page.path))
    )


def admits(user: "Person", restriction: PageViewRestriction) -> bool:
    """As Wagtail decides, save that a shared password is known to a session, not to a person, and so admits nobody."""
    match restriction.restriction_type:
        case PageViewRestriction.LOGIN:
            return user.is_authenticated
        case PageViewRestriction.GROUPS:
            wanted = {group.pk for group in restriction.groups.all()}
            return user.is_superuser or user.groups.filter(pk__in=wanted).exists()
    return False


def may_edit(user: "Person", page: Page) -> bool:
    """The first question is answered once a person, the second costs queries for each page."""
    return user.has_perm("wagtailadmin.access_admin") and page.permissions_for_user(user).can_edit()


def restrictions_above(pages: Collection[Page]) -> list[PageViewRestriction]:
    """Every privacy setting on these pages or on a page above them."""
    if not any(is_restricted(page.path) for page in pages):
        return []
    paths = {page.path[:end] for page in pages for end in range(page.steplen, len(page.path) + 1, page.steplen)}
    found = PageViewRestriction.objects.filter(page__path__in=paths).select_related("page")
    return list(found.prefetch_related("groups"))


def parent_path(page: Page) -> str:
    return page.path[: -page.steplen]
