"""Who changed what, and taking it back from there."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.people.models import User
from media.captions.actions import change_cues
from media.models import Correction, Transcript
from tests.media.captions.cast import TEXTS, a_transcript, retold, seen

pytestmark = pytest.mark.django_db


def address(transcript: Transcript, place: str = "history/") -> str:
    return f"/admin/videos/captions/{transcript.video_id}/{place}"


def correct(transcript: Transcript, person: User, text: str) -> Correction:
    cue = transcript.cues.first()
    kind = Correction.Kind.EDIT
    return change_cues(transcript=transcript, user=person, kind=kind, before=seen(cue), after=[retold(cue, text)])


def test_the_history_says_who_changed_which_letters(desk: Client, transcript: Transcript, person: User) -> None:
    correct(transcript, person, "大家早")
    page = desk.get(address(transcript)).text
    assert "周老师" in page
    assert "<del>好</del>" in page
    assert "<ins>早</ins>" in page


def test_of_many_lines_the_first_are_shown_in_order(desk: Client, person: User) -> None:
    transcript = a_transcript(*(f"第{number}句" for number in range(9)))
    change = [retold(cue, f"{cue.text}。") for cue in transcript.cues.all()]
    kind = Correction.Kind.REPLACE
    change_cues(transcript=transcript, user=person, kind=kind, before=seen(*transcript.cues.all()), after=change[::-1])
    page = desk.get(address(transcript)).text
    assert re.findall(r"第\d句(?=<ins>)", page) == [f"第{number}句" for number in range(6)]
    assert "还有 3 行" in page


def test_a_name_stays_in_the_history_when_the_person_has_left(
    desk: Client, transcript: Transcript, person: User
) -> None:
    correct(transcript, person, "大家早")
    person.delete()
    assert "周老师" in desk.get(address(transcript)).text


def test_an_editor_takes_back_a_change_from_the_history(desk: Client, transcript: Transcript, person: User) -> None:
    correction = correct(transcript, person, "大家早")
    undo = {"correction": correction.pk}
    assert "已撤销。" in desk.post(address(transcript, "undo/"), undo, follow=True).text
    assert transcript.cues.first().text == TEXTS[0]
    assert "后来又改过" in desk.post(address(transcript, "undo/"), undo, follow=True).text
    assert desk.get(address(transcript, "undo/")).status_code == 405


def test_nobody_has_changed_anything_yet(desk: Client, transcript: Transcript) -> None:
    assert "还没有人修改过" in desk.get(address(transcript)).text


@pytest.mark.parametrize("count", [2, 35])
def test_the_history_costs_the_same_however_long_it_is(
    desk: Client, transcript: Transcript, person: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        correct(transcript, person, f"第{number}次")
    desk.get(address(transcript))
    with django_assert_num_queries(15):
        page = desk.get(address(transcript)).text
    assert page.count("撤销这次修改") == min(count, 30)
