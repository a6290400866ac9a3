"""A teacher calls the roll of a lesson on one screen, and puts right what was tapped by mistake."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from college.certificates.earning import give_what_is_owed
from college.certificates.models import Certificate
from college.courses.models import CoursePage
from college.people.models import Organisation, StaffKind, User
from college.progress.actions import mark_read
from college.progress.models import Attendance, Enrolment, LessonProgress
from college.progress.teaching.room import roll as rolls
from tests.factories import AwardFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.progress.cast import a_course, lessons_of
from tests.progress.teaching.cast import a_pupil, a_quiz, a_teacher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def district() -> Organisation:
    return OrganisationFactory(name="明亮区")


@pytest.fixture
def street(district: Organisation) -> Organisation:
    return OrganisationFactory(name="城南街道", parent=district)


@pytest.fixture
def elsewhere(district: Organisation, street: Organisation) -> Organisation:
    district.refresh_from_db()
    return OrganisationFactory(name="城北街道", parent=district)


@pytest.fixture
def course(district: Organisation, street: Organisation, elsewhere: Organisation) -> CoursePage:
    """Provided by the district, with two learners of the street, one from elsewhere, and one of no organisation."""
    course = a_course(300.0, None, provider=district, title="认字班")
    for name, place in (("王秀兰", street), ("李桂花", street), ("外街居民", elsewhere), ("无组织者", None)):
        a_pupil(course, name, of=place)
    return course


@pytest.fixture
def teacher(client: Client, street: Organisation) -> User:
    """Works in the street, and is signed in."""
    teacher = a_teacher(street)
    teacher.display_name = "周老师"
    teacher.save()
    client.force_login(teacher)
    return teacher


def room(course: CoursePage, name: str = "room", *, number: int = 0) -> str:
    return reverse(f"teaching:{name}", args=[course.pk, lessons_of(course)[number].pk])


def pk(name: str) -> int:
    return Enrolment.objects.get(learner__display_name=name).pk


def names(response: Any) -> list[str]:
    return [seat.name for seat in response.context["roll"].seats]


def call(client: Client, course: CoursePage, *present: str, shown: tuple[str, ...] = ()) -> Any:
    said = {"present": [pk(name) for name in present], "shown": [pk(name) for name in shown]}
    return client.post(room(course), {**today(), **said}, follow=True)


def today() -> dict[str, str]:
    return {"day": timezone.localdate().isoformat()}


def there() -> set[str]:
    return {each.enrolment.learner.display_name for each in Attendance.objects.standing()}


def test_the_roll_holds_the_learners_of_the_teachers_organisations_by_pinyin(
    client: Client, course: CoursePage, teacher: User
) -> None:
    assert names(client.get(room(course))) == ["李桂花", "王秀兰"]


def test_who_provides_the_course_calls_the_whole_class_but_not_themselves(
    client: Client, course: CoursePage, teacher: User, street: Organisation
) -> None:
    CoursePage.objects.filter(pk=course.pk).update(provider=street)
    Enrolment.objects.create(learner=teacher, course=course)
    assert names(client.get(room(course))) == ["李桂花", "外街居民", "王秀兰", "无组织者"]


def test_who_is_marked_has_completed_the_lesson(client: Client, course: CoursePage, teacher: User) -> None:
    page = call(client, course, "王秀兰").content.decode()
    assert "记好了：今天到课 1 人。" in page
    row = LessonProgress.objects.get()
    assert (row.enrolment_id, row.rule) == (pk("王秀兰"), "课堂到课")
    assert Attendance.objects.get().marked_by == teacher


def test_a_roll_sent_twice_changes_nothing_more(client: Client, course: CoursePage, teacher: User) -> None:
    for _ in range(2):
        call(client, course, "王秀兰", "李桂花")
    assert Attendance.objects.count() == 2
    assert set(Enrolment.objects.filter(lessons_done=1)) == set(
        Enrolment.objects.filter(pk__in=[pk(n) for n in there()])
    )


def test_somebody_elses_learner_cannot_be_marked_or_withdrawn(
    client: Client, course: CoursePage, teacher: User
) -> None:
    call(client, course, "外街居民", "无组织者", "王秀兰")
    assert there() == {"王秀兰"}


def test_of_two_teachers_the_later_takes_nothing_from_the_earlier(
    client: Client, course: CoursePage, teacher: User, street: Organisation
) -> None:
    call(client, course, "王秀兰")
    client.force_login(a_teacher(street))
    call(client, course, "李桂花")
    assert there() == {"王秀兰", "李桂花"}


def test_a_mistake_is_put_right_the_same_day_and_says_so(client: Client, course: CoursePage, teacher: User) -> None:
    call(client, course, "王秀兰", "李桂花")
    page = call(client, course, "李桂花", shown=("王秀兰", "李桂花")).content.decode()
    assert "改为没到：王秀兰。这一课是因为到课算学完的，已一并更正。" in page
    assert there() == {"李桂花"}
    assert Attendance.objects.get(enrolment=pk("王秀兰")).withdrawn_by == teacher


def test_where_a_certificate_is_out_already_the_teacher_is_told_its_number(
    client: Client, teacher: User, street: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    award = AwardFactory(kinds=[StaffKind.LEARNER])
    course = award.courses.get()
    lesson_course = a_course(None)
    lessons_of(lesson_course)[0].move(course, "last-child")
    a_pupil(course, "王秀兰", of=street)
    with django_capture_on_commit_callbacks(execute=True):
        call(client, course, "王秀兰")
    page = call(client, course, shown=("王秀兰",)).content.decode()
    assert f"王秀兰已经领到证书 {Certificate.objects.get().serial}，不会自动收回" in page


def test_also_where_the_certificate_asked_for_attendance_and_the_lesson_was_watched(
    client: Client, teacher: User, street: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    award = AwardFactory(kinds=[StaffKind.LEARNER], minimum_attendance=1)
    course = award.courses.get()
    lesson_course = a_course(None)
    lessons_of(lesson_course)[0].move(course, "last-child")
    learner = a_pupil(course, "王秀兰", of=street)
    mark_read(enrolment=learner, lesson=lessons_of(course)[0])
    call(client, course, "王秀兰")
    assert give_what_is_owed() == 1
    page = call(client, course, shown=("王秀兰",)).content.decode()
    assert "另外学完的不受影响" in page
    assert f"王秀兰已经领到证书 {Certificate.objects.get().serial}，不会自动收回" in page


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_a_roll_left_open_overnight_marks_nobody_today(
    client: Client, course: CoursePage, teacher: User, htmx: dict[str, str]
) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    said = {"day": yesterday, "present": [pk("王秀兰")], "then": "add"}
    page = client.post(room(course), said, headers=htmx, follow=True).content.decode()
    assert "这是以前的点名，没有保存。" in page
    assert f'name="day" value="{today()["day"]}"' in page
    assert not Attendance.objects.exists()


def test_only_the_roll_comes_back_where_the_video_plays_on(client: Client, course: CoursePage, teacher: User) -> None:
    answer = client.post(room(course), {**today(), "present": [pk("王秀兰")]}, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<video" not in html
    assert "记好了：今天到课 1 人。" in html


def test_all_can_be_ticked_without_javascript_and_nothing_is_saved_by_looking(
    client: Client, course: CoursePage, teacher: User
) -> None:
    assert client.get(room(course) + "?all").content.decode().count("checked") == 2
    assert not Attendance.objects.exists()


def test_the_screen_says_what_attendance_does_not_do(client: Client, course: CoursePage, teacher: User) -> None:
    assert "各人自己通过" not in client.get(room(course)).content.decode()
    a_quiz(lessons_of(course)[0])
    assert "这一课的测验，还要各人自己通过。" in client.get(room(course)).content.decode()


def test_a_class_too_large_for_a_screen_is_called_by_organisation(
    client: Client, course: CoursePage, teacher: User, street: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    building = OrganisationFactory(name="3号楼", parent=street)
    a_pupil(course, "楼里人", of=building)
    monkeypatch.setattr(rolls, "MOST", 2)
    page = client.get(room(course)).content.decode()
    assert "请先在上面选一个组织" in page
    assert "城北街道" not in page
    assert names(client.get(room(course) + f"?place={building.pk}")) == ["楼里人"]


@pytest.mark.parametrize("name", ["room", "room_add"])
def test_who_may_look_at_learners_but_does_not_teach_calls_no_roll(
    client: Client, course: CoursePage, street: Organisation, name: str
) -> None:
    officer = UserFactory()
    officer.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_enrolment"]))
    MembershipFactory(user=officer, organisation=street, kind=StaffKind.PARTY_WORKER)
    client.force_login(officer)
    assert client.get(room(course, name)).status_code == 404
    assert client.post(room(course, name), {"present": [pk("王秀兰")]}).status_code == 404
    assert room(course) not in client.get(reverse("teaching:rooms", args=[course.pk])).content.decode()

    officer.user_permissions.add(Permission.objects.get(codename="mark_attendance"))
    assert names(client.get(room(course))) == ["李桂花", "王秀兰"]


def test_a_learner_is_sent_away(client: Client, course: CoursePage) -> None:
    client.force_login(Enrolment.objects.first().learner)
    assert client.post(room(course), {**today(), "present": [pk("王秀兰")]}).status_code == 302
    assert not Attendance.objects.exists()


def test_the_lesson_of_another_course_is_not_there(client: Client, course: CoursePage, teacher: User) -> None:
    other = lessons_of(a_course(None))[0]
    assert client.get(reverse("teaching:room", args=[course.pk, other.pk])).status_code == 404


def test_who_came_is_read_on_the_teachers_pages_with_what_was_put_right(
    client: Client, course: CoursePage, teacher: User
) -> None:
    call(client, course, "王秀兰", "李桂花")
    call(client, course, "李桂花", shown=("王秀兰", "李桂花"))
    day_of = timezone.localdate()

    assert "到课 1 人" in client.get(reverse("teaching:rooms", args=[course.pk])).content.decode()
    day = reverse("teaching:room_day", args=[course.pk, lessons_of(course)[0].pk, day_of])
    html = " ".join(client.get(day).content.decode().split())
    assert "王秀兰" in html
    assert f"{teacher} " in html
    assert "改为没到" in html
    assert "到课 1 课" in client.get(reverse("teaching:course", args=[course.pk])).content.decode()
    learner = reverse("teaching:learner", args=[course.pk, pk("李桂花")])
    assert "课堂到课" in client.get(learner).content.decode()


def test_nobody_else_is_on_the_list_of_a_day(
    client: Client, course: CoursePage, teacher: User, elsewhere: Organisation
) -> None:
    call(client, course, "王秀兰")
    client.force_login(a_teacher(elsewhere))
    day = reverse("teaching:room_day", args=[course.pk, lessons_of(course)[0].pk, timezone.localdate()])
    assert client.get(day).status_code == 404
    assert "到课 1 人" not in client.get(reverse("teaching:rooms", args=[course.pk])).content.decode()


def test_the_excel_file_says_who_came_and_what_was_put_right(client: Client, course: CoursePage, teacher: User) -> None:
    call(client, course, "王秀兰", "李桂花")
    call(client, course, "李桂花", shown=("王秀兰", "李桂花"))
    book = load_workbook(BytesIO(client.get(reverse("teaching:export", args=[course.pk])).content))
    learners, attendance = (list(sheet.values) for sheet in book.worksheets)
    column = learners[0].index("到课几课")
    assert {row[0]: row[column] for row in learners[1:]} == {"李桂花": 1, "王秀兰": None}
    assert {(row[2], row[4], row[6]) for row in attendance[1:]} == {
        ("李桂花", "周老师", None),
        ("王秀兰", "周老师", "周老师"),
    }


def test_the_record_of_the_learner_has_it(client: Client, course: CoursePage, teacher: User) -> None:
    call(client, course, "王秀兰", "李桂花")
    call(client, course, "李桂花", shown=("王秀兰", "李桂花"))
    for name, is_there in (("李桂花", True), ("王秀兰", False)):
        client.force_login(User.objects.get(display_name=name))
        record = client.get("/my/record/").content.decode()
        assert (lessons_of(course)[0].title in record) is is_there
    client.force_login(User.objects.get(display_name="李桂花"))
    assert "您在课堂上学过这一课" in client.get(lessons_of(course)[0].get_url()).content.decode()


def test_pages_cost_the_same_for_two_as_for_twelve(
    client: Client,
    course: CoursePage,
    teacher: User,
    street: Organisation,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    call(client, course, "王秀兰", "李桂花")
    a_pupil(course, "学员甲", of=street)
    day = reverse("teaching:room_day", args=[course.pk, lessons_of(course)[0].pk, timezone.localdate()])
    pages = [room(course), room(course, "room_add") + "?q=学员", reverse("teaching:rooms", args=[course.pk]), day]
    costs = {}
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as counted:
            client.get(page)
        costs[page] = len(counted)
    for _ in range(10):
        a_pupil(course, of=street)
    everybody = [each.pk for each in Enrolment.objects.filter(learner__memberships__organisation=street)]
    client.post(room(course), {**today(), "present": everybody})
    client.get(room(course))
    for page, cost in costs.items():
        with django_assert_num_queries(cost):
            client.get(page)
