"""What another video in a lesson means for those who have watched the one before; told before it is put there."""

from collections.abc import Sequence

from django.db.models import Count, Q
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page

from college.progress.models import LessonProgress


@hooks.register("reuse_notices")
def who_watched_the_video(kind: str, pages: Sequence[Page]) -> list[str]:
    if kind != "video":
        return []
    watched = LessonProgress.objects.filter(lesson__in=[page.pk for page in pages], covered__gt=0)
    people = watched.aggregate(
        done=Count("enrolment", filter=Q(completed_at__isnull=False), distinct=True),
        begun=Count("enrolment", filter=Q(completed_at=None), distinct=True),
    )
    said = []
    if people["done"]:
        words = ngettext(
            "有 %(count)s 位学员已经学完用它的课时，换了以后仍算学完。",
            "有 %(count)s 位学员已经学完用它的课时，换了以后仍算学完。",
            people["done"],
        )
        said.append(words % {"count": people["done"]})
    if people["begun"]:
        words = ngettext(
            "有 %(count)s 位学员看了一部分、还没有学完：要看新的视频，从头算起。",
            "有 %(count)s 位学员看了一部分、还没有学完：要看新的视频，从头算起。",
            people["begun"],
        )
        said.append(words % {"count": people["begun"]})
    return said
