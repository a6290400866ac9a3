"""A teacher finds on the desk what waits, and answers; who does not see the learner sees no question."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from college.courses.models import CoursePage
from college.dialogue.actions import close
from college.dialogue.models import LONGEST, Question
from college.people.models import Organisation, StaffKind, User
from tests.dialogue.cast import WORDS, a_question, last_of, said_in, says
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.pages import queries
from tests.progress.cast import a_course
from tests.progress.teaching.cast import a_pupil, a_teacher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
DESK = reverse("wagtailadmin_home")
INDEX = reverse("questions:index")


@pytest.fixture
def street() -> Organisation:
    return OrganisationFactory(name="城南街道", parent=OrganisationFactory(name="明亮区"))


@pytest.fixture
def course(street: Organisation) -> CoursePage:
    return a_course(None, title="认字班", provider=street)


@pytest.fixture
def question(course: CoursePage) -> Question:
    return a_question(a_pupil(course, "王秀兰"))


def address(question: Question) -> str:
    return reverse("questions:question", args=[question.pk])


def desk(client: Client) -> str:
    return client.get(DESK).text


def test_what_waits_is_on_the_desk_of_who_teaches_the_course(
    client: Client, street: Organisation, question: Question
) -> None:
    client.force_login(a_teacher(street))
    html = desk(client)
    assert "学员的提问，等您回答" in html
    assert WORDS in html
    assert "王秀兰" in html
    assert address(question) in html


def test_the_teacher_answers_and_the_desk_is_clear(client: Client, street: Organisation, question: Question) -> None:
    teacher = a_teacher(street)
    client.force_login(teacher)
    assert "认字班" in client.get(address(question)).text
    html = client.post(address(question), {"text": "是的。", "read_to": last_of(question)}, follow=True).text
    assert "您的回答交给王秀兰了" in html
    assert said_in(question) == [WORDS, "是的。"]
    question.refresh_from_db()
    assert question.is_answered
    assert "学员的提问" not in desk(client).partition("<main")[2]


def test_what_the_learner_asks_on_comes_back_with_her_last_words(
    client: Client, street: Organisation, question: Question
) -> None:
    teacher = a_teacher(street)
    says(teacher, question, "是的。")
    says(question.enrolment.learner, question, "那撇呢？")
    client.force_login(teacher)
    assert "那撇呢？" in desk(client)


def test_what_was_answered_or_closed_stays_to_be_read(client: Client, street: Organisation, question: Question) -> None:
    teacher = a_teacher(street)
    client.force_login(teacher)
    says(teacher, question, "是的。")
    assert "没有学员在等您回答" in client.get(INDEX).text
    assert WORDS in client.get(f"{INDEX}?state=heard").text
    close(question=question, read_to=last_of(question))
    assert "已了结" in client.get(f"{INDEX}?state=heard").text


def test_a_question_that_was_put_away_unanswered_leaves_the_desk(
    client: Client, street: Organisation, question: Question
) -> None:
    close(question=question, read_to=last_of(question))
    client.force_login(a_teacher(street))
    assert WORDS not in desk(client)


def test_thanks_need_no_answer(client: Client, street: Organisation, question: Question) -> None:
    teacher = a_teacher(street)
    says(teacher, question, "是的。")
    says(question.enrolment.learner, question, "谢谢老师")
    client.force_login(teacher)
    address = reverse("questions:close", args=[question.pk])
    assert client.get(address).status_code == 405
    assert "这个提问收起来了" in client.post(address, {"read_to": last_of(question)}, follow=True).text
    question.refresh_from_db()
    assert question.is_closed
    assert "谢谢老师" not in desk(client)


def test_what_a_teacher_has_not_read_is_not_put_away(client: Client, street: Organisation, question: Question) -> None:
    before = last_of(question)
    says(question.enrolment.learner, question, "还有，撇呢？")
    client.force_login(a_teacher(street))
    html = client.post(reverse("questions:close", args=[question.pk]), {"read_to": before}, follow=True).text
    assert "还有，撇呢？" in html
    assert "撇呢？" in desk(client)


def test_who_can_no_longer_sign_in_is_not_waited_for(client: Client, street: Organisation, question: Question) -> None:
    client.force_login(a_teacher(street))
    User.objects.filter(pk=question.enrolment.learner_id).update(is_active=False)
    assert WORDS not in desk(client)


def a_teacher_elsewhere(street: Organisation) -> User:
    street.refresh_from_db()
    return a_teacher(OrganisationFactory(name="城北街道", parent=street.get_parent()))


def test_a_teacher_of_elsewhere_sees_only_their_own_people(
    client: Client, street: Organisation, course: CoursePage, question: Question
) -> None:
    """Editors of Wagtail's groups may look at a course of others, for people of theirs may learn in it."""
    teacher = a_teacher_elsewhere(street)
    client.force_login(teacher)
    assert WORDS not in desk(client)
    assert WORDS not in client.get(INDEX).text
    assert client.get(address(question)).status_code == 404
    close_address = reverse("questions:close", args=[question.pk])
    assert client.post(close_address, {"read_to": last_of(question)}).status_code == 404
    theirs = a_question(a_pupil(course, "李明", of=teacher.memberships.get().organisation), "我也想问")
    assert "我也想问" in desk(client)
    assert client.get(address(theirs)).status_code == 200


@pytest.mark.parametrize("kind", [StaffKind.VOLUNTEER, StaffKind.LEARNER])
def test_who_only_volunteers_or_learns_there_sees_none(
    client: Client, street: Organisation, question: Question, kind: str
) -> None:
    client.force_login(a_teacher(street, kind))
    assert WORDS not in desk(client)
    assert client.get(address(question)).status_code == 404


def test_who_edits_no_course_is_offered_nothing(client: Client, street: Organisation, question: Question) -> None:
    worker = UserFactory()
    worker.groups.add(Group.objects.get(name="助学员"))
    MembershipFactory(user=worker, organisation=street, kind=StaffKind.COMMUNITY_WORKER)
    client.force_login(worker)
    assert INDEX not in desk(client)
    assert client.get(INDEX, follow=True).text.count(WORDS) == 0
    answer = {"text": "是的。", "read_to": last_of(question)}
    client.post(address(question), answer)
    assert said_in(question) == [WORDS]


def test_a_learner_cannot_answer_in_the_place_of_a_teacher(client: Client, question: Question) -> None:
    client.force_login(question.enrolment.learner)
    assert client.post(address(question), {"text": "是的。", "read_to": last_of(question)}).status_code == 302
    assert said_in(question) == [WORDS]


def test_a_teacher_who_learns_in_the_course_does_not_answer_themselves(
    client: Client, street: Organisation, course: CoursePage
) -> None:
    teacher = a_teacher(street)
    question = a_question(a_pupil(course, "甲"))
    Question.objects.update(enrolment=course.enrolments.create(learner=teacher))
    client.force_login(teacher)
    assert client.get(address(question)).status_code == 404


def test_of_two_who_answer_the_second_reads_the_first_before_sending(
    client: Client, street: Organisation, question: Question
) -> None:
    before = last_of(question)
    says(a_teacher(street), question, "是的。")
    client.force_login(a_teacher(street))
    html = client.post(address(question), {"text": "先轻后重。", "read_to": before}).text
    assert "又有了新的话" in html
    assert "是的。" in html
    assert "先轻后重。" in html
    assert said_in(question) == [WORDS, "是的。"]


def test_two_taps_answer_once(client: Client, street: Organisation, question: Question) -> None:
    client.force_login(a_teacher(street))
    answer = {"text": "是的。", "read_to": last_of(question)}
    for _tap in range(2):
        assert client.post(address(question), answer).status_code == 302
    assert said_in(question) == [WORDS, "是的。"]


@pytest.mark.parametrize(
    "data", [{}, {"text": ""}, {"text": "是", "read_to": "x"}, {"text": "长" * (LONGEST + 1), "read_to": 1}]
)
def test_what_is_no_answer_is_not_kept(
    client: Client, street: Organisation, question: Question, data: dict[str, object]
) -> None:
    client.force_login(a_teacher(street))
    assert client.post(address(question), data).status_code == 200
    assert said_in(question) == [WORDS]


@pytest.mark.on_postgres
@pytest.mark.parametrize("count", [2, 40])
def test_a_list_of_questions_costs_the_same_however_many_wait(
    client: Client, street: Organisation, course: CoursePage, count: int
) -> None:
    for number in range(count):
        a_question(a_pupil(course), f"第 {number} 问")
    client.force_login(a_teacher(street))
    costs = (
        queries(client, DESK),
        queries(client, INDEX),
        queries(client, reverse("desk:section", args=["questions"])),
    )
    assert costs == (21, 12, 12)
