"""Where a learner stands in a course, in four words that an index can find."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from college.progress.models import Enrolment

STILL_FOR = timedelta(days=14)
"""Who has begun and not learned for so long is taken to be stuck."""


class State(models.TextChoices):
    NOT_BEGUN = "not-begun", _("还没开始")
    LEARNING = "learning", _("正在学")
    STUCK = "stuck", _("停住了")
    COMPLETED = "completed", _("学完了")


def condition(state: str, *, now: datetime) -> Q:
    begun = Q(current_lesson__isnull=False) | Q(lessons_done__gt=0)
    match state:
        case State.COMPLETED:
            return Q(completed_at__isnull=False)
        case State.NOT_BEGUN:
            return Q(completed_at=None, current_lesson=None, lessons_done=0)
        case State.STUCK:
            return begun & Q(completed_at=None, active_at__lt=now - STILL_FOR)
    return begun & Q(completed_at=None, active_at__gte=now - STILL_FOR)


def state_of(enrolment: Enrolment, *, now: datetime) -> State:
    """The same of a row that is at hand."""
    if enrolment.is_completed:
        return State.COMPLETED
    if enrolment.current_lesson_id is None and not enrolment.lessons_done:
        return State.NOT_BEGUN
    return State.STUCK if enrolment.active_at < now - STILL_FOR else State.LEARNING
