"""What the page around a package sends, over the network; and the lesson page that shows one."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from college.people.privacy.archive import archive_of
from college.people.privacy.erasure import erase
from college.progress.models import PackageItem
from tests.factories import CoursePageFactory, UserFactory
from tests.packages import samples
from tests.pages import queries
from tests.progress.cast import an_enrolment
from tests.progress.courseware.cast import Stage, a_lesson, a_stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def now_on_stage(content: bytes | None = None) -> Stage:
    stage = a_stage(content)
    return Stage(stage.enrolment, stage.lesson, shown=timezone.now())


def post(client: Client, data: Any) -> Any:
    body = data if isinstance(data, str) else json.dumps(data)
    return client.post(reverse("progress:package"), body, content_type="application/json")


def message(stage: Stage, **changes: Any) -> dict[str, Any]:
    sent = {"token": stage.token.sign(), "item": "SCO1", "client": "a" * 32, "number": 1, "values": {}}
    return {**sent, **changes}


def test_a_page_opens_a_part_and_reports_until_the_lesson_is_complete(client: Client) -> None:
    stage = now_on_stage()
    opened = post(client, message(stage, number=0, opens=True)).json()
    assert opened["values"]["cmi.core.student_name"] == stage.enrolment.learner.display_name
    assert opened["values"]["cmi.core.student_id"] == str(stage.enrolment.pk)
    answer = post(client, message(stage, values={"cmi.core.lesson_status": "passed"}, finished=True))
    assert answer.json()["completed"]
    assert answer.json()["items"]["SCO1"] == {"kind": "done", "words": "通过了", "verb": "再看一遍", "is_open": True}
    assert answer["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"token": "forged"}, "bad-token"),
        ({"client": "short"}, "bad-message"),
        ({"number": -1}, "bad-message"),
        ({"number": True}, "bad-message"),
        ({"item": ""}, "bad-message"),
        ({"item": "OTHER"}, "package-changed"),
        ({"values": []}, "bad-message"),
    ],
)
def test_what_is_no_message_is_refused_with_a_sentence(client: Client, changes: dict[str, Any], reason: str) -> None:
    answer = post(client, message(now_on_stage(), **changes))
    assert answer.json()["reason"] == reason
    assert answer.json()["message"]
    assert answer.status_code >= 400


@pytest.mark.parametrize("body", ["", "[", "[]", "[" * 100_000])
def test_what_is_no_json_is_refused(client: Client, body: str) -> None:
    assert post(client, body).status_code == 400


def test_what_the_data_model_does_not_know_or_is_too_long_is_not_kept(client: Client) -> None:
    stage = now_on_stage()
    values = {
        "cmi.core.lesson_location": "7\0",
        "cmi.core.lesson_status": "superb",
        "cmi.core.student_name": "somebody else",
        "cmi.core.score.raw": "1e9",
        "cmi.suspend_data": "x" * 64_001,
        "cmi.interactions.0.student_response": "a",
        "cmi.core.exit": 5,
        "__proto__": "x",
    }
    post(client, message(stage, values=values))
    kept = PackageItem.objects.get().data
    assert kept == {"cmi.core.lesson_location": "7", "cmi.interactions.0.student_response": "a"}


def test_a_learner_goes_on_from_a_place_that_is_packed_in_characters_nobody_can_write(client: Client) -> None:
    stage, packed = now_on_stage(), "\0一\udfff\ud800x\udc00"
    post(client, message(stage, number=0, opens=True))
    post(client, message(stage, values={"cmi.suspend_data": packed, "cmi.comments": "好\ud83d\0"}))
    assert PackageItem.objects.get().data["cmi.comments"] == "好\ufffd"
    again = post(client, message(stage, client="b" * 32, number=0, opens=True)).json()
    assert again["values"]["cmi.suspend_data"] == packed


@pytest.mark.parametrize("place", ["\ud800", "\0"])
def test_a_learner_takes_their_data_away_whatever_a_package_kept_of_it(client: Client, place: str) -> None:
    stage = now_on_stage()
    post(client, message(stage, values={"cmi.suspend_data": place, "cmi.comments": place}))
    archive = b"".join(archive_of(stage.enrolment.learner, now=timezone.now()))
    assert "SCO1" in ZipFile(BytesIO(archive)).read("data.json").decode()


def test_a_learner_finds_the_parts_with_their_state_and_a_token_to_report_with(client: Client) -> None:
    stage = now_on_stage(samples.several())
    stage.opens("A")
    stage.says(status="completed", raw="100")
    client.force_login(stage.enrolment.learner)
    text = client.get(stage.lesson.get_url()).text
    assert "学完了，最好 100 分" in text
    assert "学完前面的才打开" in text
    assert 'data-is-open="false"' in text
    assert "data-token" in text
    assert "/packages/" in text


def test_a_package_is_shown_to_a_visitor_of_an_open_course_but_nothing_is_kept(client: Client) -> None:
    lesson = a_lesson(parent=CoursePageFactory(access=CoursePage.Access.PUBLIC))
    text = client.get(lesson.get_url()).text
    assert "打开看看" in text
    assert "data-token" not in text


def test_whoever_may_not_open_the_lesson_gets_no_address_of_its_package(client: Client) -> None:
    lesson = a_lesson()
    assert client.get(lesson.get_url()).status_code == 302
    closed = a_lesson(parent=CoursePageFactory(is_in_order=True))
    LessonPage.objects.filter(pk=closed.pk).update(available_from="2099-01-01T00:00Z")
    learner = UserFactory()
    an_enrolment(closed.course, learner)
    client.force_login(learner)
    text = client.get(closed.get_url()).text
    assert "data-address" not in text


def test_a_package_that_reports_nothing_is_complete_on_the_learners_word(client: Client) -> None:
    lesson = a_lesson(samples.assets(), package_rule=LessonPage.PackageRule.SEEN)
    learner = UserFactory()
    an_enrolment(lesson.course, learner)
    client.force_login(learner)
    assert "我看完了" in client.get(lesson.get_url()).text
    client.post(reverse("progress:read", args=[lesson.pk]))
    assert "这一课学完了" in client.get(lesson.get_url()).text


def test_the_queries_of_a_lesson_do_not_grow_with_the_parts_of_its_package(client: Client) -> None:
    def cost(content: bytes) -> int:
        stage = now_on_stage(content)
        client.force_login(stage.enrolment.learner)
        client.get(stage.lesson.get_url())
        return queries(client, stage.lesson.get_url())

    assert cost(samples.story()) == cost(samples.several())


def test_a_learners_data_has_what_packages_kept_and_is_erased_with_them(client: Client) -> None:
    stage = now_on_stage()
    stage.opens()
    stage.says(suspend_data="name=somebody", status="passed")
    erase(person=stage.enrolment.learner, by=UserFactory())
    row = PackageItem.objects.get()
    assert (row.data, row.status) == ({}, "passed")
    assert User.objects.filter(pk=stage.enrolment.learner_id).exists()
