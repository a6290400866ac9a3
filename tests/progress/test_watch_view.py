"""What a player sends over the network, well meant or not: an answer in JSON, never a 500."""

import json
import math
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from college.courses.models import LessonPage
from college.progress.models import Attention, Enrolment, LessonProgress
from college.progress.standing import in_their_courses, standings
from college.progress.tokens import LIFETIME
from tests.factories import LessonPageFactory, UserFactory
from tests.progress.cast import Player, a_course, a_video, an_enrolment, lessons_of

pytestmark = pytest.mark.django_db
ADDRESS = "/progress/watch/"


@pytest.fixture
def player(site: Site) -> Player:
    """A learner's player at a lesson of 83.4 s, shown an hour ago."""
    course = a_course(83.4)
    shown = timezone.now() - timedelta(hours=1)
    return Player(an_enrolment(course), lessons_of(course)[0], shown=shown)


def everything_kept() -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in (Enrolment, LessonProgress, Attention)]


def send(client: Client, body: Any) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    answer = client.post(ADDRESS, data, content_type="application/json")
    return answer.status_code, answer.json()


def test_a_player_reports_and_hears_how_far_the_lesson_is(client: Client, player: Player) -> None:
    status, answer = send(client, player.body([[0, 41.7]]))
    assert status == 200
    assert answer == {
        "covered": 42, "duration": 84, "share": 0.5, "completed": False, "course_completed": False, "refused": 0,
    }  # fmt: skip


def test_the_last_report_completes_lesson_and_course(client: Client, player: Player) -> None:
    _, answer = send(client, player.body([[0, 83.4]]))
    assert (answer["completed"], answer["course_completed"]) == (True, True)
    _, answer = send(client, player.body([[0, 83.4]]))
    assert (answer["completed"], answer["course_completed"]) == (True, True)


def test_a_report_needs_no_cookie_and_no_form_token(player: Player) -> None:
    assert send(Client(enforce_csrf_checks=True), player.body([[0, 10]]))[0] == 200


@pytest.mark.on_postgres
def test_a_report_reads_once_and_writes_two_rows_and_looks_at_no_session(
    client: Client, player: Player, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(Enrolment.objects.get(pk=player.token.enrolment_id).learner)
    send(client, player.body([[0, 10]]))
    # Within a test the transaction around the two is a SAVEPOINT and its RELEASE.
    writes = 1 if connection.vendor == "postgresql" else 4
    with django_assert_num_queries(1 + writes):
        send(client, player.body([[10, 20]]))


@pytest.mark.parametrize(
    ("ranges", "reason"),
    [
        ([[-1, 5]], "bad-ranges"),
        ([[5, 1]], "bad-ranges"),
        ([[0, 85]], "bad-ranges"),
        ([[0, 10**400]], "bad-ranges"),
        ([[True, 5]], "bad-ranges"),
        ([["0", "5"]], "bad-ranges"),
        ([[0, 5, 6]], "bad-ranges"),
        ([[0]], "bad-ranges"),
        ([None], "bad-ranges"),
        ({"0": 5}, "bad-ranges"),
        (None, "bad-ranges"),
        ([[0, 1]] * 201, "too-many-ranges"),
    ],
)
def test_ranges_that_cannot_be_are_refused_with_a_reason(
    client: Client, player: Player, ranges: object, reason: str
) -> None:
    status, answer = send(client, player.body(ranges))
    assert (status, answer["reason"]) == (400, reason)
    assert answer["message"]
    assert not LessonProgress.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({"client": "me"}, 400, "bad-client"),
        ({"client": 7}, 400, "bad-client"),
        ({"seq": 0}, 400, "bad-number"),
        ({"seq": 1.0}, 400, "bad-number"),
        ({"seq": True}, 400, "bad-number"),
        ({"seq": 10**30}, 400, "bad-number"),
        ({"position": -1}, 400, "bad-position"),
        ({"position": "5"}, 400, "bad-position"),
        ({"token": None}, 400, "bad-message"),
        ({"token": ["x"]}, 400, "bad-message"),
        ({"token": ""}, 403, "bad-token"),
        ({"token": "\ud800"}, 403, "bad-token"),
        ({"token": "a:b:c"}, 403, "bad-token"),
    ],
)
def test_fields_of_the_wrong_kind_are_refused_with_a_reason(
    client: Client, player: Player, changes: dict[str, object], status: int, reason: str
) -> None:
    code, answer = send(client, player.body([[0, 5]]) | changes)
    assert (code, answer["reason"]) == (status, reason)
    assert not LessonProgress.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ("", 400, "not-json"),
        ("{", 400, "not-json"),
        (b"\xff\xfe", 400, "not-json"),
        ('{"token": NaN}', 400, "not-json"),
        ('{"token": "x", "seq": Infinity}', 400, "not-json"),
        ("[" * 16000, 400, "not-json"),
        ('{"seq": ' + "9" * 10000 + "}", 400, "not-json"),
        ("[]", 400, "bad-message"),
        ("null", 400, "bad-message"),
        ('{"ranges": []}', 400, "bad-message"),
        ("x" * 1024 * 1024, 413, "too-large"),
        ('{"token": "x", "ranges": [' + "[0,1]," * 10**6 + "[0,1]]}", 413, "too-large"),
    ],
)
def test_a_body_that_is_no_message_is_refused_with_a_reason(
    client: Client, site: Site, body: str | bytes, status: int, reason: str
) -> None:
    code, answer = send(client, body)
    assert (code, answer["reason"]) == (status, reason)


def test_a_token_for_another_person_cannot_be_made_from_ones_own(client: Client, player: Player) -> None:
    other = an_enrolment(a_course(83.4))
    mine, theirs = player.token.sign(), replace(player.token, enrolment_id=other.pk).sign()
    forged = theirs.rsplit(":", 1)[0] + ":" + mine.rsplit(":", 1)[1]
    status, answer = send(client, player.body([[0, 5]], token=forged))
    assert (status, answer["reason"]) == (403, "bad-token")


def test_whoever_sends_a_token_adds_to_its_owner_and_to_nobody_else(client: Client, player: Player) -> None:
    thief = an_enrolment(a_course(83.4))
    client.force_login(thief.learner)
    send(client, player.body([[0, 83.4]]))
    assert not thief.lessons.exists()


def test_a_token_of_another_lesson_length_or_time_is_refused(client: Client, player: Player) -> None:
    past = replace(player.token, issued=player.token.issued - LIFETIME)
    future = replace(player.token, issued=player.token.issued + 2 * LIFETIME)
    nowhere = replace(player.token, lesson_id=10**6)
    for token, refusal in ((past, (403, "stale-token")), (future, (403, "stale-token")), (nowhere, (409, "gone"))):
        status, answer = send(client, player.body([[0, 5]], token=token.sign()))
        assert (status, answer["reason"]) == refusal


@pytest.mark.parametrize("is_begun", [True, False])
def test_what_came_too_late_is_counted_for_the_teacher_and_nothing_of_it_believed(
    client: Client, player: Player, is_begun: bool
) -> None:
    if is_begun:
        send(client, player.body([[0, 10]]))
    past = replace(player.token, issued=player.token.issued - LIFETIME)
    send(client, player.body([[20, 50]], token=past.sign()))
    row = LessonProgress.objects.get()
    assert (row.covered, row.refused) == (10 if is_begun else 0, 30)


def test_a_lesson_of_which_nothing_was_believed_is_not_where_the_learner_goes_on(
    client: Client, player: Player, site: Site
) -> None:
    first = LessonPage.objects.get(pk=player.token.lesson_id)
    later = LessonPageFactory(parent=first.course, video=a_video(60.0))
    past = replace(player.token, lesson_id=later.pk, video_id=later.video.pk, issued=player.token.issued - LIFETIME)
    send(client, player.body([[20, 50]], token=past.sign()))
    enrolment = Enrolment.objects.get()
    standing = standings(in_their_courses([enrolment]))[0]
    assert (standing.current, standing.progress) == (first, {})
    assert Enrolment.objects.latest_first().get().learned_at == enrolment.enrolled_at
    client.force_login(UserFactory(is_superuser=True))
    html = client.get(reverse("teaching:learner", args=[first.course.pk, enrolment.pk])).text
    assert "未采信 30 秒" in html
    assert "正在学" not in html.split("teaching-lessons__state")[1]


def test_what_was_played_of_a_video_that_was_replaced_is_counted_for_the_teacher(
    client: Client, player: Player
) -> None:
    send(client, player.body([[0, 10]]))
    other = replace(player.token, video_id=a_video().pk)
    status, answer = send(client, player.body([[20, 50]], token=other.sign()))
    assert (status, answer["reason"]) == (409, "video-changed")
    row = LessonProgress.objects.get()
    assert (row.covered, row.refused) == (10, 30)


def test_looking_at_the_address_is_not_allowed_and_writes_nothing(client: Client, site: Site) -> None:
    assert client.get(ADDRESS).status_code == 405


def test_an_answer_is_kept_by_nobody_and_taken_for_nothing_else(client: Client, player: Player) -> None:
    for body in (player.body([[0, 5]]), "{"):
        data = body if isinstance(body, str) else json.dumps(body)
        answer = client.post(ADDRESS, data, content_type="application/json")
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies


def test_a_refusal_is_said_in_the_language_of_the_browser(client: Client, site: Site) -> None:
    for language, message in (("zh-CN", "消息不是有效的 JSON。"), ("en", "The message is not valid JSON.")):
        answer = client.post(ADDRESS, "{", content_type="application/json", headers={"accept-language": language})
        assert answer.json()["message"] == message


def test_a_lesson_of_another_course_takes_nothing_of_this_one(client: Client, player: Player) -> None:
    elsewhere = lessons_of(a_course(83.4))[0]
    token = replace(player.token, lesson_id=elsewhere.pk, video_id=elsewhere.video_id)
    before = everything_kept()
    status, answer = send(client, player.body([[0, 5]], token=token.sign()))
    assert (status, answer["reason"]) == (409, "moved")
    assert everything_kept() == before


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
maybe_ranges = st.lists(st.lists(st.floats() | st.integers(-5, 100), min_size=1, max_size=3), max_size=5)
inside = st.floats(0, 83)
negative, past_end = st.floats(max_value=-0.01), st.floats(min_value=84.41)
impossible_ranges = st.one_of(
    st.tuples(negative, inside),
    st.tuples(inside, past_end),
    st.tuples(st.floats(10, 83), st.floats(0, 9)),
    st.tuples(inside, st.sampled_from([math.nan, None, "5", True, [5]])),
    st.lists(inside, max_size=5).filter(lambda ends: len(ends) != 2),
)
fuzz = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@fuzz
@given(good=st.lists(st.just([0, 5]), max_size=3), bad=impossible_ranges, random=st.randoms(use_true_random=False))
def test_one_impossible_range_refuses_the_whole_message_with_a_reason(
    client: Client, player: Player, good: list[Any], bad: Any, random: Random
) -> None:
    ranges = [*good, list(bad)]
    random.shuffle(ranges)
    before = everything_kept()
    status, answer = send(client, player.body(ranges))
    assert (status, answer["reason"] in ("bad-ranges", "not-json"), bool(answer["message"])) == (400, True, True)
    assert everything_kept() == before


@fuzz
@given(place=st.integers(0, 200), written=st.characters(codec="utf-8"))
def test_a_token_with_one_character_changed_is_not_ours(
    client: Client, player: Player, place: int, written: str
) -> None:
    signed = player.token.sign()
    place %= len(signed)
    forged = signed[:place] + written + signed[place + 1 :]
    status, answer = send(client, player.body([[0, 5]], token=forged))
    assert forged == signed or (status, answer["reason"]) == (403, "bad-token")


@fuzz
@given(
    changes=st.dictionaries(st.sampled_from(["token", "client", "seq", "ranges", "position"]), anything | maybe_ranges)
)
def test_no_message_however_odd_breaks_the_server_or_changes_anything_when_it_is_refused(
    client: Client, player: Player, changes: dict[str, object]
) -> None:
    before = everything_kept()
    status, answer = send(client, player.body([[0, 5]]) | changes)
    assert status == 200 or (400 <= status < 500 and answer["message"] and everything_kept() == before)
    assert all(row.covered <= 84 for row in LessonProgress.objects.all())


@fuzz
@given(body=st.binary(max_size=200) | st.text(max_size=200))
def test_no_bytes_however_odd_break_the_server(client: Client, site: Site, body: bytes | str) -> None:
    raw = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    assert 400 <= send(client, raw)[0] < 500
