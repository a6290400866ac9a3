from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.certificates.models import Award, Certificate
from college.progress.actions import enrol, mark_read
from tests.certificates.cast import text_of, volunteer
from tests.factories import LessonPageFactory


def test_a_volunteer_reads_the_last_lesson_and_a_stranger_verifies_the_certificate(
    award: Award, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    learner = volunteer("王秀兰")
    lessons = LessonPageFactory.create_batch(2, parent=award.courses.get())
    enrolment = enrol(learner=learner, course=award.courses.get())

    with django_capture_on_commit_callbacks(execute=True):
        mark_read(enrolment=enrolment, lesson=lessons[0])
    assert not Certificate.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        mark_read(enrolment=enrolment, lesson=lessons[1])

    certificate = Certificate.objects.get()
    client.force_login(learner)
    pdf = client.get(f"/my/certificates/{certificate.serial}.pdf").content
    assert "王秀兰" in text_of(pdf)
    assert certificate.serial in text_of(pdf)
    client.logout()
    assert "这张证书有效" in client.get(certificate.verify_url).content.decode()
