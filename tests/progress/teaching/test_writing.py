"""A word to learners: to those chosen or to all that match, once, and read by whom it was written to."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from college.courses.models import CoursePage
from college.people.models import User
from college.progress.models import Enrolment, Note
from college.progress.teaching import notes
from college.progress.teaching.writing import NAMED
from tests.progress.cast import a_course, an_enrolment, lessons_of
from tests.progress.teaching.cast import a_pupil, a_teacher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
WORDS = {"kind": "reminder", "text": "三天没见您了，接着学吧。"}


@pytest.fixture
def course() -> CoursePage:
    course = a_course(None)
    lesson = lessons_of(course)[0]
    a_pupil(course, "甲", at=lesson)
    a_pupil(course, "乙", at=lesson, idle=timedelta(days=20))
    a_pupil(course, "丙", at=lesson, idle=timedelta(days=30))
    return course


@pytest.fixture
def teacher(client: Client, course: CoursePage) -> User:
    teacher = a_teacher(course.provider)
    client.force_login(teacher)
    return teacher


def address(course: CoursePage, query: str) -> str:
    return f"{reverse('teaching:write', args=[course.pk])}?{query}"


def chosen(course: CoursePage, *names: str) -> str:
    found = course.enrolments.filter(learner__display_name__in=names).values_list("pk", flat=True)
    return "to=chosen&" + "&".join(f"chosen={pk}" for pk in found)


def written_to() -> list[str]:
    return sorted(Note.objects.values_list("enrolment__learner__display_name", flat=True))


def test_the_teacher_reads_whom_it_goes_to_before_anything_is_sent(
    client: Client, teacher: User, course: CoursePage
) -> None:
    html = client.get(address(course, "to=all&state=stuck")).content.decode()
    assert "写给 2 位学员" in html
    assert "甲" not in html.partition("写给 2 位学员")[2].partition("<form")[0]
    assert written_to() == []


def test_it_goes_to_those_chosen(client: Client, teacher: User, course: CoursePage) -> None:
    response = client.post(address(course, chosen(course, "甲", "丙")), WORDS, follow=True)
    assert "已写给 2 位学员。" in response.content.decode()
    assert written_to() == ["丙", "甲"]
    assert set(Note.objects.values_list("author", "kind", "text")) == {(teacher.pk, "reminder", WORDS["text"])}


def test_it_goes_to_all_that_match(client: Client, teacher: User, course: CoursePage) -> None:
    client.post(address(course, "to=all&state=stuck"), WORDS)
    assert written_to() == ["丙", "乙"]


def test_a_filter_that_makes_no_sense_reaches_nobody(client: Client, teacher: User, course: CoursePage) -> None:
    response = client.post(address(course, "to=all&state=everybody"), WORDS, follow=True)
    assert "请先选好要写给谁。" in response.content.decode()
    assert written_to() == []


@pytest.mark.parametrize("query", ["", "to=chosen", "to=chosen&chosen=x", "to=chosen&chosen=" + "9" * 40])
def test_nobody_chosen_is_said_and_nothing_sent(client: Client, teacher: User, course: CoursePage, query: str) -> None:
    for send in (client.get, client.post):
        response = send(address(course, query), WORDS, follow=True)
        assert "请先选好要写给谁。" in response.content.decode()
    assert written_to() == []


@pytest.mark.parametrize("words", [{"text": ""}, {"text": "长" * 301}, {"kind": "scolding"}])
def test_what_cannot_be_sent_is_said_and_kept_in_the_form(
    client: Client, teacher: User, course: CoursePage, words: dict[str, str]
) -> None:
    response = client.post(address(course, "to=all"), {**WORDS, **words})
    assert response.status_code == 200
    assert response.context["note_form"].errors
    assert written_to() == []


def test_a_second_tap_sends_nothing_again(client: Client, teacher: User, course: CoursePage) -> None:
    client.post(address(course, "to=all"), WORDS)
    response = client.post(address(course, "to=all"), WORDS, follow=True)
    assert "刚刚收到过同样的话" in response.content.decode()
    assert Note.objects.count() == 3


def test_the_teacher_is_told_when_it_went_to_fewer_than_the_page_said(
    client: Client, teacher: User, course: CoursePage
) -> None:
    assert 'name="shown" value="3"' in client.get(address(course, "to=all")).content.decode()
    client.post(address(course, chosen(course, "甲")), WORDS)
    html = client.post(address(course, "to=all"), {**WORDS, "shown": "3"}, follow=True).content.decode()
    assert "已写给 2 位学员。页面上原来是 3 位" in html


def test_who_can_no_longer_sign_in_is_not_written_to(client: Client, teacher: User, course: CoursePage) -> None:
    User.objects.filter(display_name="乙").update(is_active=False)
    client.post(address(course, "to=all"), WORDS)
    assert written_to() == ["丙", "甲"]


def test_the_learner_reads_it_on_the_course_and_puts_it_away(client: Client, teacher: User, course: CoursePage) -> None:
    client.post(address(course, chosen(course, "甲")), WORDS)
    client.force_login(User.objects.get(display_name="甲"))
    assert WORDS["text"] in client.get(course.url).content.decode()
    note = Note.objects.get()
    response = client.post(reverse("progress:put_away", args=[note.pk]), {"next": course.url})
    assert response.url == course.url
    assert WORDS["text"] not in client.get(course.url).content.decode()
    note.refresh_from_db()
    assert note.read_at is not None


def test_what_was_put_away_can_be_read_again(client: Client, teacher: User, course: CoursePage) -> None:
    client.post(address(course, chosen(course, "甲")), WORDS)
    client.force_login(User.objects.get(display_name="甲"))
    client.post(reverse("progress:put_away", args=[Note.objects.get().pk]))
    html = client.get(reverse("progress:notes")).content.decode()
    assert WORDS["text"] in html
    assert course.title in html
    assert "知道了" not in html


def test_their_list_costs_the_same_however_much_was_written(
    client: Client, course: CoursePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    learner = User.objects.get(display_name="甲")
    client.force_login(learner)

    def write_in(course: CoursePage) -> None:
        taken = Enrolment.objects.filter(learner=learner, course=course)
        for text in ("您好", "接着学吧"):
            notes.write(author=a_teacher(), enrolments=taken, kind="note", text=text)

    write_in(course)
    client.get(reverse("progress:notes"))
    with django_assert_num_queries(5):  # session, person, how many, these, the site
        assert client.get(reverse("progress:notes")).text.count("接着学吧") == 1
    for _ in range(4):
        write_in(an_enrolment(a_course(None), learner).course)
    client.get(reverse("progress:notes"))
    with django_assert_num_queries(5):
        assert client.get(reverse("progress:notes")).text.count("接着学吧") == 5


def test_the_page_to_write_on_costs_the_same_for_a_few_and_for_a_class(
    client: Client, teacher: User, course: CoursePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(address(course, "to=all"))
    with django_assert_num_queries(15):
        assert "写给 3 位学员" in client.get(address(course, "to=all")).text
    for _ in range(NAMED):
        a_pupil(course, at=lessons_of(course)[0])
    with django_assert_num_queries(15):
        assert "写给 11 位学员" in client.get(address(course, "to=all")).text


def test_nobody_reads_or_puts_away_what_was_written_to_another(
    client: Client, teacher: User, course: CoursePage
) -> None:
    client.post(address(course, chosen(course, "甲")), WORDS)
    note = Note.objects.get()
    client.force_login(User.objects.get(display_name="乙"))
    assert client.post(reverse("progress:put_away", args=[note.pk])).status_code == 404
    for page in (reverse("progress:notes"), course.url):
        assert WORDS["text"] not in client.get(page).content.decode()
    note.refresh_from_db()
    assert note.read_at is None


def test_putting_away_is_no_get_and_leads_to_no_other_site(client: Client, teacher: User, course: CoursePage) -> None:
    client.post(address(course, chosen(course, "甲")), WORDS)
    put_away = reverse("progress:put_away", args=[Note.objects.get().pk])
    client.force_login(User.objects.get(display_name="甲"))
    assert client.get(put_away).status_code == 405
    assert client.post(put_away, {"next": "https://example.org/"}).url == reverse("progress:notes")


def test_as_many_lines_as_the_field_lets_a_teacher_type_are_sent(
    client: Client, teacher: User, course: CoursePage
) -> None:
    client.post(address(course, chosen(course, "甲")), {"kind": "note", "text": "a\r\n" * 150})
    assert Note.objects.get().text == "\n".join("a" * 150)
