"""The transcript editor: what its page asks for and sends, and who may."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import GroupCollectionPermission

from college.people.models import StaffKind, User
from media.captions.actions import change_cues
from media.models import Correction, Cue, Transcript, Waveform
from tests.factories import MembershipFactory
from tests.media.captions.cast import TEXTS, a_transcript, retold, seen
from tests.media.factories import VideoFactory

pytestmark = pytest.mark.django_db


def address(transcript: Transcript, place: str = "") -> str:
    return f"/admin/videos/captions/{transcript.video_id}/{place}"


def send(
    desk: Client, transcript: Transcript, kind: str, before: list[Cue], after: list[dict[str, Any]]
) -> HttpResponse:
    said = {"kind": kind, "before": [{"id": cue.pk, "revision": cue.revision} for cue in before], "after": after}
    return desk.post(address(transcript, "change/"), json.dumps(said), content_type="application/json")


def draft(cue: Cue, **values: object) -> dict[str, Any]:
    return {"id": cue.pk, "start_ms": cue.start_ms, "end_ms": cue.end_ms, "text": cue.text, **values}


def test_the_page_has_the_player_and_leads_to_the_history(desk: Client, transcript: Transcript) -> None:
    page = desk.get(address(transcript)).text
    assert 'id="player"' in page
    assert address(transcript, "history/") in page
    assert TEXTS[0] not in page


def test_a_video_without_captions_says_so(desk: Client) -> None:
    assert "还没有字幕" in desk.get(f"/admin/videos/captions/{VideoFactory().pk}/").text


def test_the_lines_come_with_what_the_engine_doubts(desk: Client, transcript: Transcript) -> None:
    transcript.cues.filter(text=TEXTS[0]).update(confidence=0.412, repairs=[[0, 2, "打架"]])
    answer = desk.get(address(transcript, "cues/")).json()
    assert [cue["text"] for cue in answer["cues"]] == TEXTS
    assert (answer["cues"][0]["confidence"], answer["cues"][0]["repairs"]) == (0.41, [[0, 2, "打架"]])


def test_a_change_answers_with_the_new_ids(desk: Client, transcript: Transcript) -> None:
    cue = transcript.cues.first()
    halves = [draft(cue, end_ms=1500, text="大家"), {"id": None, "start_ms": 1500, "end_ms": 3000, "text": "好"}]
    answer = send(desk, transcript, "split", [cue], halves).json()
    assert [each["text"] for each in answer["after"]] == ["大家", "好"]
    assert Cue.objects.get(pk=answer["after"][1]["id"]).text == "好"


def test_who_was_slower_gets_to_see_what_stands_there_now(desk: Client, transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    change = [retold(cue, "别人写的")]
    change_cues(transcript=transcript, user=person, kind=Correction.Kind.EDIT, before=seen(cue), after=change)
    answer = send(desk, transcript, "edit", [cue], [draft(cue, text="我的")])
    assert (answer.status_code, [each["text"] for each in answer.json()["cues"]]) == (409, ["别人写的"])


def test_what_cannot_be_is_said_in_a_sentence(desk: Client, transcript: Transcript) -> None:
    cue = transcript.cues.first()
    answer = send(desk, transcript, "edit", [cue], [draft(cue, end_ms=0)])
    assert (answer.status_code, answer.json()["message"]) == (422, "结束时间要晚于开始时间。")


def test_who_hears_no_answer_sends_again_and_gets_it(desk: Client, transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    said = {"kind": "edit", "before": [{"id": cue.pk, "revision": 0}], "after": [draft(cue, text="各位好")]}
    body = json.dumps(said | {"token": "7b1f6c0e-7d3c-4a39-9a7e-2f0f3f4b8a11"})
    where = address(transcript, "change/")
    first, again = (desk.post(where, body, content_type="application/json").json() for _ in range(2))
    assert first == again
    gone = transcript.cues.first()
    change_cues(transcript=transcript, user=person, kind=Correction.Kind.DELETE, before=seen(gone), after=[])
    late = desk.post(where, body, content_type="application/json").json()
    assert (late["correction"], late["after"][0]["text"]) == (first["correction"], "各位好")


def test_marks_of_repairs_that_stay_are_sent_along(desk: Client, transcript: Transcript) -> None:
    transcript.cues.filter(text=TEXTS[0]).update(repairs=[[0, 2, "打架"]])
    cue = transcript.cues.first()
    answer = send(desk, transcript, "edit", [cue], [draft(cue, text="大家早", repairs=[[0, 2, "打架"]])])
    assert answer.json()["after"][0]["repairs"] == [[0, 2, "打架"]]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"kind": "edit"}',
        '{"kind": "import", "before": [], "after": []}',
        '{"kind":"edit","before":[1],"after":[]}',
        '{"kind":"edit","before":[],"after":[],"token":"mine"}',
        '{"kind":"edit","before":[],"after":[{"id":null,"start_ms":Infinity,"end_ms":1,"text":""}]}',
    ],
)
def test_odd_messages_are_refused(desk: Client, transcript: Transcript, body: str) -> None:
    assert desk.post(address(transcript, "change/"), body, content_type="application/json").status_code == 400


def test_the_page_hears_what_others_did_and_nothing_twice(desk: Client, transcript: Transcript, person: User) -> None:
    first, second, _last = transcript.cues.all()
    revision = desk.get(address(transcript, "cues/")).json()["revision"]
    for kind, cue, after in (("edit", first, [retold(first, "各位好")]), ("delete", second, [])):
        change_cues(transcript=transcript, user=person, kind=Correction.Kind(kind), before=seen(cue), after=after)
    answer = desk.get(address(transcript, "cues/"), {"since": revision}).json()
    assert [cue["text"] for cue in answer["cues"]] == ["各位好"]
    assert (answer["gone"], answer["count"]) == ([second.pk], 2)
    assert [(news["who"], news["kind"]) for news in answer["news"]] == [("周老师", "删除"), ("周老师", "修改")]
    again = desk.get(address(transcript, "cues/"), {"since": answer["revision"]}).json()
    assert (again["cues"], again["gone"], again["news"]) == ([], [], [])


def test_a_key_takes_the_last_change_back(desk: Client, transcript: Transcript) -> None:
    cue = transcript.cues.first()
    number = send(desk, transcript, "edit", [cue], [draft(cue, text="打错了")]).json()["correction"]
    undo = {"correction": number}
    as_script = {"accept": "application/json"}
    answer = desk.post(address(transcript, "undo/"), undo, headers=as_script).json()
    assert [each["text"] for each in answer["after"]] == [TEXTS[0]]
    assert desk.post(address(transcript, "undo/"), undo, headers=as_script).status_code == 409


def test_captions_in_another_language_are_their_own(desk: Client, transcript: Transcript) -> None:
    english = Transcript.objects.create(video=transcript.video, language="en", state="done")
    Cue.objects.create(transcript=english, start_ms=0, end_ms=2000, text="Hello")
    answer = desk.get(address(transcript, "cues/"), {"language": "en"}).json()
    assert [cue["text"] for cue in answer["cues"]] == ["Hello"]
    assert desk.get(address(transcript, "cues/"), {"language": "fr"}).status_code == 404


def test_the_strip_shows_how_loud_it_is_if_that_is_known(desk: Client, transcript: Transcript) -> None:
    assert desk.get(address(transcript, "levels/")).content == b""
    Waveform.objects.create(video=transcript.video, levels=b"\x00\x7f\xff")
    assert desk.get(address(transcript, "levels/")).content == b"\x00\x7f\xff"


def test_an_editor_of_another_collection_has_no_business_here(client: Client, transcript: Transcript) -> None:
    membership = MembershipFactory(organisation__name="云社工", kind=StaffKind.SOCIAL_WORKER)
    editors = Group.objects.create(name="云社工编辑")
    change = (
        Group.objects.get(name="Editors").collection_permissions.get(permission__codename="change_video").permission
    )
    elsewhere, stranger = membership.organisation.collection, membership.user
    GroupCollectionPermission.objects.create(group=editors, collection=elsewhere, permission=change)
    editors.permissions.add(*Group.objects.get(name="Editors").permissions.filter(codename="access_admin"))
    stranger.groups.add(editors)
    client.force_login(stranger)
    cue = transcript.cues.first()
    for place in ("", "cues/", "levels/", "history/"):
        assert client.get(address(transcript, place)).status_code == 404
    assert send(client, transcript, "edit", [cue], [draft(cue, text="改")]).status_code == 404
    assert client.post(address(transcript, "undo/"), {"correction": 1}).status_code == 404
    transcript.video.collection = elsewhere
    transcript.video.save()
    assert client.get(address(transcript)).status_code == 200


@pytest.mark.parametrize("count", [3, 300])
def test_the_lines_cost_the_same_however_many_there_are(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    transcript = a_transcript(*(["字幕"] * count))
    desk.get(address(transcript))
    with django_assert_num_queries(17):
        desk.get(address(transcript))
    with django_assert_num_queries(10):
        desk.get(address(transcript, "cues/"))
    with django_assert_num_queries(13):
        desk.get(address(transcript, "cues/"), {"since": 0})
