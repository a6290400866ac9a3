"""The parts of a lesson's rule done at the same moment complete it once."""

from functools import partial
from typing import Any

import pytest
from wagtail.models import Site

from college.progress.actions import mark_read
from college.progress.models import RuleVersion
from college.progress.signals import lesson_completed
from college.quizzes.models import Quiz
from tests.factories import LessonPageFactory
from tests.progress.cast import Player, a_course, a_video, an_enrolment
from tests.progress.test_at_once import at_once
from tests.progress.test_rules import passes

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.on_postgres]


def test_watching_reading_and_passing_at_the_same_moment_complete_the_lesson_once(site: Site) -> None:
    heard: list[int] = []

    def hear(*, lesson_progress_id: int, **_: Any) -> None:
        heard.append(lesson_progress_id)

    lesson_completed.connect(hear)
    for number in range(1, 5):
        quiz = Quiz.objects.create(title="小测验")
        enrolment = an_enrolment(a_course())
        lesson = LessonPageFactory(parent=enrolment.course, video=a_video(60.0), asks_reading=True, quiz=quiz)
        player = Player(enrolment, lesson)
        at_once(
            partial(player.plays, (0, 60)),
            partial(mark_read, enrolment=enrolment, lesson=lesson),
            partial(passes, enrolment, quiz),
        )
        enrolment.refresh_from_db()
        assert (enrolment.is_completed, enrolment.lessons_done, len(heard)) == (True, 1, number)
        versions = RuleVersion.objects.filter(page__in=[lesson.pk, enrolment.course_id])
        assert list(versions.values_list("number", flat=True)) == [1, 1]
    lesson_completed.disconnect(hear)
