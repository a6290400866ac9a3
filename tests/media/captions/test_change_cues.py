"""What a person does to cues: one way in, one entry in the history, nothing overwritten unseen."""

from dataclasses import replace
from uuid import uuid4

import pytest

from college.people.models import User
from media.captions.actions import Conflict, CueDraft, InvalidCue, Seen, change_cues
from media.models import Correction, Transcript
from tests.media.captions.cast import TEXTS, a_transcript, lines, retold, seen
from tests.media.factories import TranscriptFactory

Kind = Correction.Kind


def test_a_word_is_corrected_and_the_history_says_by_whom(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    change = [retold(cue, "  各位\n 好 ")]
    correction = change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=change)
    cue.refresh_from_db()
    assert (cue.text, cue.is_corrected, cue.revision) == ("各位 好", True, 1)
    assert (correction.user_name, correction.revision, transcript.revision) == ("周老师", 1, 1)
    assert (correction.before[0]["text"], correction.after[0]["text"]) == ("大家好", "各位 好")


def test_what_a_person_wrote_is_neither_doubted_nor_marked_as_repaired(transcript: Transcript, person: User) -> None:
    transcript.cues.update(confidence=0.3, repairs=[[0, 1, "打"]])
    cue = transcript.cues.first()
    change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=[retold(cue, cue.text)])
    cue.refresh_from_db()
    assert (cue.confidence, cue.repairs, cue.is_corrected) == (None, [], True)


def test_a_line_is_split_and_merged_again(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.last()
    halves = [CueDraft(cue.pk, 8000, 9500, "名字里的第一个字"), CueDraft(None, 9500, 11000, "叫做姓")]
    change_cues(transcript=transcript, user=person, kind=Kind.SPLIT, before=seen(cue), after=halves)
    assert lines(transcript)[2:] == [(8000, 9500, "名字里的第一个字"), (9500, 11000, "叫做姓")]
    pieces = list(transcript.cues.all())[2:]
    whole = [CueDraft(cue.pk, 8000, 11000, TEXTS[2])]
    change_cues(transcript=transcript, user=person, kind=Kind.MERGE, before=seen(*pieces), after=whole)
    assert [text for *_, text in lines(transcript)] == TEXTS


def test_a_line_is_put_into_a_pause_and_another_taken_away(transcript: Transcript, person: User) -> None:
    new = [CueDraft(None, 3000, 4000, "（鼓掌）")]
    change_cues(transcript=transcript, user=person, kind=Kind.INSERT, before=[], after=new)
    change_cues(transcript=transcript, user=person, kind=Kind.DELETE, before=seen(transcript.cues.first()), after=[])
    assert [text for *_, text in lines(transcript)] == ["（鼓掌）", *TEXTS[1:]]


def test_a_video_that_the_engine_found_silent_has_captions_once_a_person_writes_one(person: User) -> None:
    transcript = TranscriptFactory(state=Transcript.State.SILENT)
    new = [CueDraft(None, 0, 2000, "（音乐）")]
    change_cues(transcript=transcript, user=person, kind=Kind.INSERT, before=[], after=new)
    transcript.refresh_from_db()
    assert transcript.state == Transcript.State.DONE
    assert transcript.finished_at


def test_a_cue_that_someone_else_has_changed_is_not_overwritten(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    as_i_saw_it = seen(cue)
    change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=as_i_saw_it, after=[retold(cue, "别人写的")])
    with pytest.raises(Conflict) as conflict:
        change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=as_i_saw_it, after=[retold(cue, "我的")])
    assert [each.text for each in conflict.value.cues] == ["别人写的"]
    assert (transcript.cues.first().text, Transcript.objects.get().revision) == ("别人写的", 1)


def test_a_conflict_shows_what_stands_in_the_place_of_a_line_that_is_gone(transcript: Transcript, person: User) -> None:
    first, second, _last = transcript.cues.all()
    whole = [CueDraft(first.pk, 0, 7000, "大家好今天学写名字")]
    change_cues(transcript=transcript, user=person, kind=Kind.MERGE, before=seen(first, second), after=whole)
    mine = [retold(second, "今天写姓名")]
    with pytest.raises(Conflict) as conflict:
        change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(second), after=mine)
    assert [each.text for each in conflict.value.cues] == ["大家好今天学写名字"]


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "text", "code"),
    [
        (3000, 4000, " \n ", "empty"),
        (3000, 4000, "字" * 501, "long"),
        (4000, 4000, "字", "backwards"),
        (-5, 4000, "字", "backwards"),
        (59000, 60001, "字", "beyond"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    transcript: Transcript, person: User, start_ms: int, end_ms: int, text: str, code: str
) -> None:
    new = [CueDraft(None, start_ms, end_ms, text)]
    with pytest.raises(InvalidCue) as refusal:
        change_cues(transcript=transcript, user=person, kind=Kind.INSERT, before=[], after=new)
    assert refusal.value.code == code
    assert str(refusal.value).endswith("。")
    assert not Correction.objects.exists()


def test_two_lines_at_one_time_are_refused(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    halves = [CueDraft(cue.pk, 0, 2000, "大家"), CueDraft(None, 1500, 3000, "好")]
    with pytest.raises(InvalidCue) as refusal:
        change_cues(transcript=transcript, user=person, kind=Kind.SPLIT, before=seen(cue), after=halves)
    assert refusal.value.code == "overlap"


@pytest.mark.parametrize(("start_ms", "end_ms"), [(2900, 3900), (500, 900)])
def test_where_a_colleague_has_put_a_line_both_are_shown(
    transcript: Transcript, person: User, start_ms: int, end_ms: int
) -> None:
    new = [CueDraft(None, start_ms, end_ms, "字")]
    with pytest.raises(Conflict) as conflict:
        change_cues(transcript=transcript, user=person, kind=Kind.INSERT, before=[], after=new)
    assert [each.text for each in conflict.value.cues] == TEXTS[:1]
    assert not Correction.objects.exists()


def test_letters_nobody_can_see_are_left_out(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    change = [retold(cue, "各\0位\ud83d \x07 好\x9f👏")]
    change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=change)
    assert transcript.cues.first().text == "各位 好👏"


def test_repairs_stay_marked_where_their_letters_stand(transcript: Transcript, person: User) -> None:
    transcript.cues.filter(text=TEXTS[1]).update(repairs=[[2, 3, "雪"], [4, 6, "明字"]])
    cue = transcript.cues.get(text=TEXTS[1])
    said = [[3, 4, "雪"], [5, 7, "明字"], [0, 1, "金"], [-5, -4, "雪"]]
    for text, kept in [("我今天学写名字", [[3, 4, "雪"], [5, 7, "明字"]]), ("我今天雪写名字", [[5, 7, "明字"]])]:
        change = [replace(retold(cue, text), repairs=said)]
        change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=change)
        cue.refresh_from_db()
        assert (cue.repairs, cue.is_corrected) == (kept, True)


def test_a_change_that_is_sent_again_is_made_once(transcript: Transcript, person: User) -> None:
    token, new = uuid4(), [CueDraft(None, 3000, 4000, "（鼓掌）")]
    made = [
        change_cues(transcript=transcript, user=person, kind=Kind.INSERT, before=[], after=new, token=token)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert [text for *_, text in lines(transcript)] == [TEXTS[0], "（鼓掌）", *TEXTS[1:]]


def test_an_inexact_time_of_the_engine_does_not_stand_in_the_way_of_a_word(
    transcript: Transcript, person: User
) -> None:
    first, *_, last = transcript.cues.all()
    transcript.cues.filter(pk=first.pk).update(end_ms=4200)
    transcript.cues.filter(pk=last.pk).update(end_ms=60_400)
    for cue in transcript.cues.exclude(text=TEXTS[1]):
        change = [retold(cue, "改过了")]
        change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=change)
    assert [text for *_, text in lines(transcript)] == ["改过了", TEXTS[1], "改过了"]


def test_lines_of_another_video_cannot_be_reached(transcript: Transcript, person: User) -> None:
    foreign = a_transcript().cues.first()
    with pytest.raises(Conflict):
        change_cues(
            transcript=transcript, user=person, kind=Kind.EDIT, before=seen(foreign), after=[retold(foreign, "改")]
        )
    with pytest.raises(InvalidCue):
        change_cues(transcript=transcript, user=person, kind=Kind.INSERT, before=[], after=[retold(foreign, "改")])
    foreign.refresh_from_db()
    assert foreign.text == TEXTS[0]


def test_a_change_of_nothing_is_none(transcript: Transcript, person: User) -> None:
    with pytest.raises(InvalidCue):
        change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=[], after=[])


def test_a_line_nobody_ever_saw_is_a_conflict(transcript: Transcript, person: User) -> None:
    with pytest.raises(Conflict):
        change_cues(transcript=transcript, user=person, kind=Kind.DELETE, before=[Seen(10**9, 0)], after=[])
