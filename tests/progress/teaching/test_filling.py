"""Where learners stood before enrolments kept it themselves."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from college.progress.models import Enrolment, LessonProgress
from tests.progress.cast import a_course, lessons_of
from tests.progress.teaching.cast import NOW, a_pupil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.on_postgres]
fill = import_module("college.progress.migrations.0003_fill_where_learners_stand").fill


def test_enrolments_learn_where_their_learners_stand() -> None:
    course = a_course(None, None, None)
    first, second, _third = lessons_of(course)
    begun, waiting = a_pupil(course), a_pupil(course, enrolled=NOW - timedelta(days=9))
    for lesson, age in ((first, 5), (second, 2)):
        row = LessonProgress.objects.create(
            enrolment=begun, lesson=lesson, **({"completed_at": NOW, "lesson_title": "一"} if lesson == first else {})
        )
        LessonProgress.objects.filter(pk=row.pk).update(updated_at=NOW - timedelta(days=age))
    Enrolment.objects.update(active_at=NOW, current_lesson=None, lessons_done=0)
    fill(apps, None)
    begun.refresh_from_db()
    waiting.refresh_from_db()
    assert (begun.current_lesson_id, begun.lessons_done) == (second.pk, 1)
    assert begun.active_at == NOW - timedelta(days=2)
    assert (waiting.current_lesson_id, waiting.lessons_done) == (None, 0)
    assert waiting.active_at == waiting.enrolled_at
