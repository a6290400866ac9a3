import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from college.progress.models import Enrolment
from tests.factories import CoursePageFactory, UserFactory
from tests.progress.cast import a_course, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def address(course: object) -> str:
    return f"/my/enrol/{course.pk}/"  # type: ignore[attr-defined]


def test_one_tap_enrols_and_leads_to_the_first_lesson(client: Client) -> None:
    course = a_course(None, None)
    client.force_login(UserFactory())
    assert client.post(address(course)).url == lessons_of(course)[0].get_url()
    assert Enrolment.objects.get().course == course


def test_a_shaky_hand_enrols_once(client: Client) -> None:
    course = a_course(None)
    client.force_login(UserFactory())
    assert [client.post(address(course)).status_code for _ in range(3)] == [302] * 3
    assert Enrolment.objects.count() == 1


def test_a_tap_on_a_lesson_comes_back_to_the_lesson(client: Client) -> None:
    course = a_course(None, None)
    here = lessons_of(course)[1].get_url()
    client.force_login(UserFactory())
    assert client.post(address(course), {"next": here}).url == here


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    course = a_course(None)
    client.force_login(UserFactory())
    assert client.post(address(course), {"next": "https://elsewhere.example/"}).url.startswith("/courses/")


def test_who_is_signed_out_signs_in_and_comes_back_to_the_course(client: Client) -> None:
    course = a_course(None)
    assert client.post(address(course)).url == f"/accounts/login/?next={course.get_url()}"
    assert not Enrolment.objects.exists()


def test_enrolling_is_never_done_by_a_link(client: Client) -> None:
    course = a_course(None)
    client.force_login(UserFactory())
    assert client.get(address(course)).status_code == 405
    assert not Enrolment.objects.exists()


def test_another_site_cannot_enrol_a_person() -> None:
    course = a_course(None)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(UserFactory())
    assert browser.post(address(course)).status_code == 403


def test_a_draft_or_private_course_is_not_there_for_a_stranger(client: Client) -> None:
    client.force_login(UserFactory())
    draft, private = CoursePageFactory(live=False), CoursePageFactory()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.GROUPS)
    assert client.post(address(draft)).status_code == 404
    assert client.post(address(private)).status_code == 404
    assert not Enrolment.objects.exists()


def test_a_course_without_lessons_can_be_enrolled_in(client: Client) -> None:
    course = CoursePageFactory()
    client.force_login(UserFactory())
    assert client.post(address(course)).url == course.get_url()
