"""Whom a teacher sees, on every page that shows, counts, exports or reaches learners."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from college.courses.models import CoursePage
from college.people.models import Organisation, StaffKind, User
from college.progress.models import Enrolment, Note
from college.progress.teaching import scope
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.progress.cast import a_course, lessons_of
from tests.progress.teaching.cast import a_pupil, a_quiz, a_teacher, an_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

PAGES = ("course", "quizzes", "watching", "write", "export")


@pytest.fixture
def district() -> Organisation:
    return OrganisationFactory(name="明亮区")


@pytest.fixture
def street(district: Organisation) -> Organisation:
    return OrganisationFactory(name="城南街道", parent=district)


@pytest.fixture
def building(street: Organisation) -> Organisation:
    return OrganisationFactory(name="3号楼", parent=OrganisationFactory(name="望湖社区", parent=street))


@pytest.fixture
def elsewhere(district: Organisation) -> Organisation:
    district.refresh_from_db()
    return OrganisationFactory(name="城北街道", parent=district)


@pytest.fixture
def course(district: Organisation, building: Organisation, elsewhere: Organisation) -> CoursePage:
    """Provided by the district, with a learner of the street, one from elsewhere, and one of no organisation."""
    course = a_course(None, provider=district)
    a_quiz(lessons_of(course)[0])
    a_pupil(course, "本街居民", of=building)
    a_pupil(course, "外街居民", of=elsewhere)
    a_pupil(course, "无组织者")
    return course


def page(client: Client, name: str, course: CoursePage, query: str = "") -> str:
    response = client.get(reverse(f"teaching:{name}", args=[course.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def names_in(html: str) -> set[str]:
    return {name for name in ("本街居民", "外街居民", "无组织者") if name in html}


def test_a_teacher_sees_the_learners_of_their_own_subtree(
    client: Client, street: Organisation, course: CoursePage
) -> None:
    client.force_login(a_teacher(street))
    assert names_in(page(client, "course", course)) == {"本街居民"}
    assert names_in(page(client, "quizzes", course)) == {"本街居民"}


def test_a_course_of_their_own_organisation_shows_all_its_learners(
    client: Client, street: Organisation, district: Organisation, course: CoursePage
) -> None:
    CoursePage.objects.filter(pk=course.pk).update(provider=street)
    client.force_login(a_teacher(street))
    assert names_in(page(client, "course", course)) == {"本街居民", "外街居民", "无组织者"}


def looking(**fields: object) -> User:
    """Who works on no course and may look at all."""
    viewer = UserFactory(**fields)
    viewer.user_permissions.add(Permission.objects.get(codename="view_enrolment"))
    return viewer


@pytest.mark.on_postgres
def test_all_their_learners_are_those_of_all_their_courses(
    street: Organisation, district: Organisation, building: Organisation, elsewhere: Organisation, course: CoursePage
) -> None:
    own = a_course(None, provider=street)
    a_pupil(own, "外人", of=elsewhere)
    a_pupil(own, "无组织")
    viewer = looking()
    MembershipFactory(user=viewer, organisation=building, kind=StaffKind.SOCIAL_WORKER)
    teachers = [a_teacher(place) for place in (street, district, building, elsewhere)]
    counts = []
    for user in (*teachers, viewer, looking(), looking(is_superuser=True), UserFactory()):
        classrooms = scope.classrooms(user, scope.courses_of(user)) if scope.teaches(user) else []
        expected = set(Enrolment.objects.filter(scope.enrolled_in(classrooms)).values_list("pk", flat=True))
        assert set(scope.enrolments_seen_by(user).values_list("pk", flat=True)) == expected
        counts.append(len(expected))
    assert counts == [3, 5, 1, 2, 1, 0, 5, 0]


def test_an_administrator_sees_everybody(client: Client, course: CoursePage) -> None:
    client.force_login(UserFactory(is_superuser=True))
    assert names_in(page(client, "course", course)) == {"本街居民", "外街居民", "无组织者"}


@pytest.mark.parametrize("kind", [StaffKind.VOLUNTEER, StaffKind.RESIDENT_BACKBONE, StaffKind.LEARNER])
def test_who_does_not_work_there_sees_nobody_by_being_a_member(
    client: Client, street: Organisation, course: CoursePage, kind: str
) -> None:
    client.force_login(a_teacher(street, kind))
    assert names_in(page(client, "course", course)) == set()


def test_who_may_look_but_not_edit_is_bound_to_their_subtree_too(
    client: Client, street: Organisation, course: CoursePage
) -> None:
    officer = UserFactory()
    officer.user_permissions.add(
        Permission.objects.get(codename="view_enrolment"), Permission.objects.get(codename="access_admin")
    )
    MembershipFactory(user=officer, organisation=street, kind=StaffKind.PARTY_WORKER)
    client.force_login(officer)
    assert names_in(page(client, "course", course)) == {"本街居民"}


def test_the_counts_tell_of_nobody_else(client: Client, street: Organisation, course: CoursePage) -> None:
    client.force_login(a_teacher(street))
    shown = client.get(reverse("teaching:course", args=[course.pk]))
    assert shown.context["figures"].total == 1
    listed = client.get(reverse("teaching:courses"))
    assert [total for _room, total, _states in listed.context["lines"]] == [1]


def test_the_quiz_results_tell_of_nobody_else(client: Client, street: Organisation, course: CoursePage) -> None:
    quiz = lessons_of(course)[0].quiz
    for enrolment in Enrolment.objects.filter(course=course):
        an_attempt(enrolment.learner, quiz, 100)
    client.force_login(a_teacher(street))
    shown = client.get(reverse("teaching:quizzes", args=[course.pk]))
    assert shown.context["cards"][0][1].tried == 1


def test_the_export_holds_nobody_else(client: Client, street: Organisation, course: CoursePage) -> None:
    client.force_login(a_teacher(street))
    response = client.get(reverse("teaching:export", args=[course.pk]))
    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert [row[0] for row in rows[1:]] == ["本街居民"]


def test_nobody_else_is_written_to(client: Client, street: Organisation, course: CoursePage) -> None:
    client.force_login(a_teacher(street))
    everybody = "&".join(f"chosen={pk}" for pk in Enrolment.objects.values_list("pk", flat=True))
    for query in ("to=all", f"to=chosen&{everybody}"):
        address = f"{reverse('teaching:write', args=[course.pk])}?{query}"
        assert names_in(client.get(address).content.decode()) == {"本街居民"}
        client.post(address, {"kind": "note", "text": f"请接着学。{query[:6]}"})
    assert {note.enrolment.learner.display_name for note in Note.objects.all()} == {"本街居民"}


def test_the_page_of_somebody_else_is_not_there(client: Client, street: Organisation, course: CoursePage) -> None:
    client.force_login(a_teacher(street))
    for name, status in (("本街居民", 200), ("外街居民", 404), ("无组织者", 404)):
        enrolment = Enrolment.objects.get(learner__display_name=name)
        assert client.get(reverse("teaching:learner", args=[course.pk, enrolment.pk])).status_code == status


def test_a_learner_is_shown_only_under_the_course_they_take(client: Client, course: CoursePage) -> None:
    client.force_login(UserFactory(is_superuser=True))
    other = a_pupil(a_course(None))
    assert client.get(reverse("teaching:learner", args=[course.pk, other.pk])).status_code == 404


def test_no_filter_tells_where_else_a_learner_belongs(
    client: Client, street: Organisation, elsewhere: Organisation, course: CoursePage
) -> None:
    MembershipFactory(user=User.objects.get(display_name="本街居民"), organisation=elsewhere)
    client.force_login(a_teacher(street))
    html = page(client, "course", course)
    assert "城北街道" not in html
    narrowed = page(client, "course", course, f"?place={elsewhere.pk}")
    assert names_in(narrowed) == set()
    assert "这个组织不在您负责的范围里。" in narrowed


def test_the_curves_of_a_whole_class_are_for_who_sees_the_whole_class(
    client: Client, street: Organisation, course: CoursePage
) -> None:
    client.force_login(a_teacher(street))
    assert "只有看得到全班学员的老师能看" in page(client, "watching", course)


@pytest.mark.parametrize("name", PAGES)
def test_who_neither_edits_nor_may_look_finds_nothing(client: Client, course: CoursePage, name: str) -> None:
    """Works in the admin, but not on these pages."""
    clerk = UserFactory()
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(clerk)
    assert client.get(reverse(f"teaching:{name}", args=[course.pk])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_learner_is_not_let_in(client: Client, course: CoursePage, name: str) -> None:
    client.force_login(Enrolment.objects.first().learner)
    assert client.get(reverse(f"teaching:{name}", args=[course.pk])).status_code == 302


def test_the_list_of_courses_holds_those_one_may_edit(client: Client, street: Organisation, course: CoursePage) -> None:
    mine = a_course(None, title="我管的课")
    group = Group.objects.create(name="只管一门课")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.page_permissions.create(page=mine, permission=Permission.objects.get(codename="change_page"))
    teacher = UserFactory()
    teacher.groups.add(group)
    client.force_login(teacher)
    assert [room.course.pk for room, *_ in client.get(reverse("teaching:courses")).context["lines"]] == [mine.pk]
    assert client.get(reverse("teaching:course", args=[course.pk])).status_code == 404


def test_the_courses_of_ones_own_organisation_come_first(
    client: Client, street: Organisation, course: CoursePage
) -> None:
    own = a_course(None, title="最后的名字", provider=street)
    client.force_login(a_teacher(street))
    assert client.get(reverse("teaching:courses")).context["lines"][0][0].course == own
