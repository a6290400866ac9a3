from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_submitted

from college.courses.models import Programme
from college.courses.review.notices import HandedInNotice
from college.courses.review.workflows import give_workflow

task_submitted.connect(HandedInNotice(), sender=TaskState, dispatch_uid="review_notice", weak=False)


@receiver(post_save, sender=Programme)
def review_what_a_new_programme_has(*, instance: Programme, created: bool, raw: bool = False, **_: Any) -> None:
    if created and not raw and instance.workflow is None:
        give_workflow(instance)
