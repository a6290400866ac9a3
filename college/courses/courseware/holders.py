"""The lessons that have a package, in their drafts too: a newer version of it is what all of them show at once."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Revision, TaskState

from college.courses.models import LessonPage
from college.packages.models import Package


@dataclass(frozen=True)
class Holder:
    lesson: LessonPage
    is_public: bool
    """Learners see the package there, or will when its time has come or its review is passed."""


def holders_of(package: Package) -> list[Holder]:
    kind = ContentType.objects.get_for_model(LessonPage)
    versions = Revision.page_revisions.filter(content_type=kind, content__package=package.pk)
    on_their_way = Q(approved_go_live_at__isnull=False) | Q(task_states__status=TaskState.STATUS_IN_PROGRESS)
    awaited = {int(key) for key in versions.filter(on_their_way).values_list("object_id", flat=True)}
    having = Q(package=package) | Q(latest_revision__in=versions) | Q(pk__in=awaited)
    lessons = LessonPage.objects.filter(having).defer_streamfields()
    return [Holder(one, one.pk in awaited or (one.live and one.package_id == package.pk)) for one in lessons]
