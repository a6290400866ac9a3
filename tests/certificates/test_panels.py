from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.panels import Panel
from college.certificates import succession
from college.certificates.models import Award, Certificate
from college.certificates.panels import course_panels, lesson_panels
from college.people.models import StaffKind, User
from tests.factories import CoursePageFactory, LessonPageFactory, MembershipFactory, UserFactory


def request_of(user: User | AnonymousUser) -> object:
    request = RequestFactory().get("/")
    request.user = user
    return request


def words(panel: Panel) -> str:
    return panel.render_html({}).strip()


def test_a_visitor_reads_what_a_course_earns_and_whom(award: Award) -> None:
    [panel] = course_panels(request_of(AnonymousUser()), award.courses.get())

    assert panel.place == "facts"
    assert words(panel) == "学完可得：结业证书（志愿者、社会工作者）"


def test_a_course_without_an_award_promises_nothing(award: Award) -> None:
    course = CoursePageFactory()

    assert course_panels(request_of(UserFactory()), course) == []
    assert lesson_panels(request_of(UserFactory()), LessonPageFactory(parent=course)) == []


def test_a_holder_finds_the_certificate_on_the_course_and_its_lessons(
    award: Award, give: Callable[..., Certificate], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    certificate = give()
    course = award.courses.get()
    lesson = LessonPageFactory(parent=course)
    request = request_of(certificate.holder)

    course_panels(request, course)
    with django_assert_num_queries(1):
        [_, on_course] = course_panels(request, course)
    with django_assert_num_queries(1):
        [on_lesson, when_done] = lesson_panels(request, lesson)

    for panel in (on_course, on_lesson):
        assert panel.place == "after"
        assert f"/my/certificates/{certificate.serial}.pdf" in words(panel)
    assert when_done.place == "course_done"


def test_who_may_earn_a_certificate_is_told_where_to_find_it_once_the_course_is_done(award: Award) -> None:
    volunteer = MembershipFactory(kind=StaffKind.VOLUNTEER).user
    lesson = LessonPageFactory(parent=award.courses.get())

    [when_done] = lesson_panels(request_of(volunteer), lesson)

    assert when_done.place == "course_done"
    assert lesson_panels(request_of(UserFactory()), lesson) == []


def test_someone_else_does_not_see_the_certificate(award: Award, give: Callable[..., Certificate]) -> None:
    give()

    assert lesson_panels(request_of(UserFactory()), LessonPageFactory(parent=award.courses.get())) == []


def test_a_rule_that_is_off_promises_nothing_and_keeps_what_was_given(
    award: Award, give: Callable[..., Certificate]
) -> None:
    certificate = give()
    Award.objects.update(is_active=False)

    [panel] = course_panels(request_of(certificate.holder), award.courses.get())

    assert panel.place == "after"


def test_who_was_given_a_corrected_certificate_finds_that_one(award: Award, give: Callable[..., Certificate]) -> None:
    old = give()
    new = succession.correct(certificate=old, by=UserFactory(), reason="名字写错了", holder="王秀蓝")

    [_, on_course] = course_panels(request_of(old.holder), award.courses.get())

    assert f"{new.serial}.pdf" in words(on_course)
    assert old.serial not in words(on_course)


def test_who_renewed_a_certificate_finds_the_new_one(award: Award, give: Callable[..., Certificate]) -> None:
    old = give()
    Award.objects.update(valid_months=12)
    Certificate.objects.update(valid_until=timezone.localdate())
    new = succession.renew(certificate=Certificate.objects.get(), by=UserFactory())

    [_, on_course] = course_panels(request_of(old.holder), award.courses.get())

    assert f"{new.serial}.pdf" in words(on_course)
