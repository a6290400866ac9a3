"""What any worker takes up between its work: the sweeps that the settings name, run as a worker runs them."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import Revision

from college.certificates.models import Certificate
from college.certificates.nominating import approve
from college.courses.models import AddressVisit, CourseImport, CoursePage
from college.literacy.letters.models import Letter
from college.management.commands.worker import sweep
from college.packages.models import Package
from college.people.models import SignInCard, User
from college.progress.actions import mark_read
from college.progress.models import Enrolment, WatchCurve
from college.quizzes.models import Attempt
from college.voice.models import Recording, Saying
from media.models import Correction, Upload
from media.signals import transcript_corrected
from tests.certificates.cast import completed, earn, staff, volunteer
from tests.certificates.test_nominating import let_days_pass
from tests.courses.review.test_review import the_moment_comes
from tests.factories import AwardFactory, CoursePageFactory, LessonPageFactory, UserFactory
from tests.media.captions.cast import a_transcript
from tests.media.captions.test_announcing import correct
from tests.media.factories import ChunkFactory, VideoFactory
from tests.packages.making import a_package
from tests.progress.cast import Player, a_course, a_video, an_enrolment, lessons_of
from tests.progress.hours.cast import a_rule, counting, enrolled, hours_of, watched
from tests.progress.test_rules import a_quiz, answers
from tests.quizzes.cast import a_quiz_of, begin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def ago(**time: float) -> Any:
    return timezone.now() - timedelta(**time)


def is_complete(enrolment: Enrolment) -> bool:
    return Enrolment.objects.completed().filter(pk=enrolment.pk).exists()


def test_every_sweep_is_found_and_runs_where_there_is_nothing_to_do(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.XAPI_ENDPOINT = "http://127.0.0.1:9/xapi/"
    assert all(callable(import_string(path)) for path in settings.WORKER_SWEEPS)
    sweep()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


class TestOfCourses:
    def test_a_page_goes_online_at_its_hour_and_another_offline(self) -> None:
        starts = CoursePageFactory(live=False)
        starts.go_live_at = ago(days=-2)
        starts.save_revision().publish()
        the_moment_comes(Revision.objects.get(approved_go_live_at__isnull=False))
        CoursePageFactory(expire_at=ago(minutes=1))
        sweep()
        assert list(CoursePage.objects.live()) == [starts]


class TestOfVideos:
    def test_what_a_killed_worker_left_is_taken_up(self) -> None:
        chunk = ChunkFactory(state="running", lease=uuid.uuid4(), leased_until=ago(minutes=1))
        sweep()
        chunk.refresh_from_db()
        assert chunk.state == "waiting"

    def test_a_video_without_its_renditions_gets_them(self) -> None:
        video = VideoFactory()
        sweep()
        assert video.renditions.exists()

    def test_corrected_captions_are_made_known(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        transcript, heard = a_transcript(), []

        def hear(*, video_id: int, **_: Any) -> None:
            heard.append(video_id)

        transcript_corrected.connect(hear)
        correct(transcript, UserFactory(), "各位好")
        Correction.objects.update(made_at=ago(hours=1))
        with django_capture_on_commit_callbacks(execute=True):
            sweep()
        transcript_corrected.disconnect(hear)
        assert heard == [transcript.video_id]


class TestOfLearning:
    def test_a_quiz_left_lying_is_handed_in_when_its_time_is_up(self) -> None:
        begin(a_quiz_of(1, time_limit_minutes=5), now=ago(hours=1))
        sweep()
        assert Attempt.objects.finished().count() == 1

    def test_a_quiz_passed_of_which_nobody_heard_is_counted(self) -> None:
        enrolment, quiz = an_enrolment(a_course()), a_quiz()
        LessonPageFactory(parent=enrolment.course, quiz=quiz)
        answers(enrolment, quiz)
        sweep()
        assert is_complete(enrolment)

    def test_hours_that_filled_up_in_the_middle_of_a_lesson_complete_the_course(self) -> None:
        course = a_course(None, minimum_hours=Decimal("0.5"), completion_rule=CoursePage.CompletionRule.REQUIRED)
        optional = LessonPageFactory(parent=course, video=a_video(3600), is_required=False)
        enrolment = an_enrolment(course)
        mark_read(enrolment=enrolment, lesson=lessons_of(course)[0])
        Player(enrolment, optional).plays((0, 1800), after=7200)
        sweep()
        assert is_complete(enrolment)

    def test_a_teacher_sees_where_the_class_watched(self) -> None:
        lesson = lessons_of(a_course(400.0))[0]
        Player(an_enrolment(lesson.course), lesson).plays((0, 100))
        sweep()
        assert WatchCurve.objects.get().lesson == lesson

    def test_what_was_watched_is_credited_by_the_minute(self) -> None:
        learner, lesson = UserFactory(), lessons_of(counting(a_rule(), 3600.0))[0]
        watched(enrolled(learner, lesson), lesson, (0, 900), at=ago(hours=1))
        sweep()
        assert hours_of(learner) == ["0.25"]


class TestOfCertificates:
    def test_one_that_a_crash_kept_back_is_given(self) -> None:
        enrolment = completed(volunteer(), AwardFactory())
        sweep()
        assert Certificate.objects.get().holder == enrolment.learner

    def test_one_that_the_public_has_looked_at_for_long_enough_is_issued(self) -> None:
        award = AwardFactory(needs_approval=True, publicity_days=7)
        earn(completed(volunteer(), award))
        reviewer = staff("view_nomination", "review_nomination", at=award.issuer.organisation)
        approve(nomination=award.nominations.get(), by=reviewer)
        let_days_pass(9)
        sweep()
        assert Certificate.objects.exists()


def a_letter() -> Letter:
    return Letter.objects.create(learner=UserFactory(), text="奶奶您好。", state="done", made_at=ago(hours=2))


def a_saying() -> Saying:
    return Saying.objects.create(key="k", state="done", is_passing=True, heard_at=ago(hours=2))


def a_recording() -> Recording:
    return Recording.objects.create(seconds=2, made_by=UserFactory(), made_at=ago(days=400))


def a_card() -> SignInCard:
    return SignInCard.objects.create(learner=UserFactory(), digest="d", revoked_at=ago(days=800))


def a_session() -> Session:
    client, erased = Client(), UserFactory()
    client.force_login(erased)
    User.objects.filter(pk=erased.pk).update(erased_at=ago(hours=1))
    return Session.objects.get()


def an_import() -> CourseImport:
    row = CourseImport.objects.create(user=UserFactory(), name="课程.zip", size=1, state="shown")
    CourseImport.objects.update(created_at=ago(days=30))
    return row


def a_package_nobody_agreed_to() -> Package:
    package = a_package()
    Package.objects.update(is_kept=False, made_at=ago(days=30))
    return package


def an_upload() -> Upload:
    return Upload.objects.create(user=UserFactory(), name="课.mp4", size=9, expires_at=ago(minutes=1))


def an_address() -> AddressVisit:
    return AddressVisit.objects.create(address="https://example.org/", state="done", queued_at=ago(days=400))


@pytest.mark.parametrize(
    "left",
    [
        a_letter,
        a_saying,
        a_recording,
        a_card,
        a_session,
        an_import,
        a_package_nobody_agreed_to,
        an_upload,
        an_address,
    ],
)
def test_what_nobody_needs_any_more_is_forgotten(left: Callable[[], Model]) -> None:
    row: Any = left()
    sweep()
    assert not type(row).objects.filter(pk=row.pk).exists()
