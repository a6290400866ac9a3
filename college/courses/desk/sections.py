from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.desk.sections import Item, Section
from college.courses.faults import Fault, faults_of
from college.courses.models import CoursePage, LessonPage
from college.courses.review.policy import OrganisationsPolicy
from college.people.models import User
from media.captions.doubts import doubts_by_video
from media.models import Video
from media.status import tell


class OwnCourses:
    """Those a person may edit, latest changes first. Asked for once, however many sections tell of them."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def listed(self) -> list[CoursePage]:
        """Each with `drafts`, the number of its lessons that are not published."""
        found = OrganisationsPolicy(CoursePage).instances_user_has_permission_for(self.user, "change")
        drafts = LessonPage.objects.filter(path__startswith=OuterRef("path"), live=False).order_by()
        counted = drafts.annotate(one=Value(1)).values("one").annotate(count=Count("pk")).values("count")
        listed = found.defer_streamfields().annotate(drafts=Coalesce(Subquery(counted), 0))
        return list(listed.order_by("-latest_revision_created_at", "-pk"))


def lesson_of(video: str) -> Subquery:
    """The title of a lesson that shows the video whose key this name looks up; None where there is none."""
    return Subquery(LessonPage.objects.filter(video=OuterRef(video)).order_by("-pk").values("draft_title")[:1])


class BrokenRules(Section):
    key, order = "rules", 15
    title = gettext_lazy("学不完的课程")

    def __init__(self, user: User, courses: OwnCourses) -> None:
        super().__init__(user)
        self.courses = courses

    def rows(self) -> Sequence[tuple[CoursePage, Fault]]:
        faults = faults_of(self.courses.listed)
        return [(course, fault) for course in self.courses.listed for fault in faults.get(course.pk, [])]

    def items(self, rows: Sequence[tuple[CoursePage, Fault]]) -> list[Item]:
        return [Item(course.draft_title, fault.url, fault.sentence, kind="failed") for course, fault in rows]


class VideosInWork(Section):
    key, order = "videos", 60
    title = gettext_lazy("还没有做好的视频")

    def rows(self) -> QuerySet[Video]:
        return Video.objects.changeable_by(self.user).in_work_or_failed().annotate(lesson=lesson_of("pk"))

    def items(self, rows: Sequence[Video]) -> list[Item]:
        tell(rows)
        return [self._item(video) for video in rows]

    def _item(self, video: Any) -> Item:
        status = video.status
        words = [status.label, status.remaining, status.reason]
        return Item(
            video.title,
            reverse("videos:edit", args=[video.pk]),
            _("；").join(filter(None, words)),
            place=video.lesson or "",
            kind="failed" if status.kind == "failed" else "working",
            percent=status.percent,
        )


class UnsureCaptions(Section):
    key, order = "captions", 70
    title = gettext_lazy("字幕里没把握的地方")

    def rows(self) -> QuerySet[Video]:
        return Video.objects.changeable_by(self.user).with_doubtful_lines().annotate(lesson=lesson_of("pk"))

    def items(self, rows: Sequence[Any]) -> list[Item]:
        doubts = doubts_by_video(video.pk for video in rows)
        return [
            Item(
                video.title,
                reverse("videos:captions", args=[video.pk]),
                words_of_doubts(doubts.get(video.pk, 0)),
                place=video.lesson or "",
            )
            for video in rows
        ]


def words_of_doubts(count: int) -> str:
    words = ngettext("有 %(count)s 行请您听一听、改一改", "有 %(count)s 行请您听一听、改一改", count)
    return words % {"count": count}


class Courses(Section):
    """The way to the boards."""

    key, order, is_waiting = "courses", 90, False
    title = gettext_lazy("最近改过的课程")

    def __init__(self, user: User, courses: OwnCourses) -> None:
        super().__init__(user)
        self.courses = courses

    def rows(self) -> Sequence[CoursePage]:
        return self.courses.listed

    def items(self, rows: Sequence[CoursePage]) -> list[Item]:
        return [
            Item(course.draft_title, reverse("boards:board", args=[course.pk]), words_of_course(course))
            for course in rows
        ]

    @property
    def all_url(self) -> str:
        return reverse("courses:index")


def words_of_course(course: Any) -> str:
    lessons = ngettext("%(count)s 课", "%(count)s 课", course.numchild) % {"count": course.numchild}
    drafts = [_("其中 %(count)s 课是草稿") % {"count": course.drafts}] if course.drafts else []
    return _("，").join([_("已发布") if course.live else _("草稿"), lessons, *drafts])
