"""Who is in the room and not on the roll: found among the teacher's own people, or let in as a visitor."""

import pytest
from django.test import Client

from college.courses.models import CoursePage
from college.people.models import Organisation, StaffKind, User
from college.progress.models import Attendance, Enrolment
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.progress.cast import a_course
from tests.progress.teaching.cast import a_teacher
from tests.progress.teaching.room.test_room import names, room, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def street() -> Organisation:
    return OrganisationFactory(name="城南街道")


@pytest.fixture
def course() -> CoursePage:
    """Provided elsewhere; nobody takes it yet."""
    return a_course(None)


@pytest.fixture
def teacher(client: Client, street: Organisation) -> User:
    teacher = a_teacher(street)
    client.force_login(teacher)
    return teacher


def a_neighbour(name: str, place: Organisation) -> User:
    return MembershipFactory(user__display_name=name, organisation=place, kind=StaffKind.LEARNER).user


def found(client: Client, course: CoursePage, query: str) -> list[str]:
    return [str(person) for person in client.get(room(course, "room_add"), {"q": query}).context["people"]]


def test_learners_of_the_teachers_organisations_are_found_by_name(
    client: Client, course: CoursePage, teacher: User, street: Organisation
) -> None:
    a_neighbour("王秀兰", OrganisationFactory(name="望湖社区", parent=street))
    a_neighbour("王金花", OrganisationFactory(name="别处"))
    assert found(client, course, "王") == ["王秀兰"]
    assert found(client, course, "") == []


def test_who_is_added_takes_the_course_and_is_marked_present(
    client: Client, course: CoursePage, teacher: User, street: Organisation
) -> None:
    person = a_neighbour("王秀兰", street)
    for _ in range(2):
        page = client.post(room(course, "room_add"), {"person": person.pk}, follow=True)
    assert "王秀兰加进来了，今天记为到课。" in page.content.decode()
    assert names(page) == ["王秀兰"]
    attendance = Attendance.objects.get()
    assert (attendance.enrolment.learner, attendance.is_visiting) == (person, False)


@pytest.mark.parametrize("who", ["elsewhere", "themselves", "left"])
def test_nobody_else_can_be_added_by_number(
    client: Client, course: CoursePage, teacher: User, street: Organisation, who: str
) -> None:
    left = a_neighbour("走了的人", street)
    User.objects.filter(pk=left.pk).update(is_active=False)
    people = {"elsewhere": a_neighbour("别处的人", OrganisationFactory()), "themselves": teacher, "left": left}
    assert client.post(room(course, "room_add"), {"person": people[who].pk}).status_code == 404
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("sign_in", ["visitor1", "138 0013 8000"])
def test_a_visitor_is_let_in_by_name_and_what_they_sign_in_with(
    client: Client, course: CoursePage, teacher: User, sign_in: str
) -> None:
    UserFactory(username="visitor1", display_name="李客人", phone="+8613800138000", phone_verified=True)
    page = client.post(room(course, "room_add"), {"name": "李客人", "sign_in": sign_in}, follow=True)
    assert names(page) == ["李客人"]
    assert "旁听" in page.content.decode()
    assert Attendance.objects.get().is_visiting


def test_a_visitor_marked_by_mistake_stays_on_the_roll_of_the_day_to_be_marked_again(
    client: Client, course: CoursePage, teacher: User
) -> None:
    UserFactory(username="visitor1", display_name="李客人")
    client.post(room(course, "room_add"), {"name": "李客人", "sign_in": "visitor1"})
    key = Enrolment.objects.get().pk
    page = client.post(room(course), {**today(), "shown": [key]}, follow=True)
    assert names(page) == ["李客人"]
    client.post(room(course), {**today(), "present": [key]})
    assert Attendance.objects.standing().get().is_visiting


@pytest.mark.parametrize("said", [{"name": "李客人", "sign_in": "visitor"}, {"name": "李", "sign_in": "visitor1"}])
def test_half_of_it_finds_nobody(client: Client, course: CoursePage, teacher: User, said: dict[str, str]) -> None:
    UserFactory(username="visitor1", display_name="李客人")
    page = client.post(room(course, "room_add"), said).content.decode()
    assert "没有找到这个人" in page
    assert not Enrolment.objects.exists()


def test_to_a_course_that_is_not_published_nobody_is_added(
    client: Client, course: CoursePage, teacher: User, street: Organisation
) -> None:
    person = a_neighbour("王秀兰", street)
    CoursePage.objects.filter(pk=course.pk).update(live=False)
    page = client.post(room(course, "room_add"), {"person": person.pk}, follow=True).content.decode()
    assert "这门课还没有发布，不能加人。" in page
