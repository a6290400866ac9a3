from typing import Any

from django.dispatch import receiver

from cms.editions import watch
from college.certificates import earning
from college.certificates.models import Award, AwardCourse
from college.progress.models import Enrolment
from college.progress.signals import course_completed

watch(Award)
watch(AwardCourse)


@receiver(course_completed)
def issue_what_was_earned(*, enrolment_id: int, **_: Any) -> None:
    earning.give_what_was_earned(Enrolment.objects.select_related("learner", "course").get(pk=enrolment_id))
