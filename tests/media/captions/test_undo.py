"""Taking back, one step after the other, and bringing back what was taken back."""

import pytest

from college.people.models import User
from media.captions.actions import Conflict, CueDraft, change_cues, undo
from media.models import Correction, Transcript
from tests.media.captions.cast import TEXTS, lines, retold, seen

Kind = Correction.Kind


def test_everything_is_taken_back_step_by_step_and_brought_back(transcript: Transcript, person: User) -> None:
    transcript.cues.update(confidence=0.3, repairs=[[0, 1, "打"]])
    engine = list(transcript.cues.values("pk", "text", "start_ms", "confidence", "repairs", "is_corrected"))
    first, second, last = transcript.cues.all()
    whole = [CueDraft(first.pk, 0, 7000, "大家好，今天学写名字")]
    halves = [CueDraft(last.pk, 8000, 9500, "名字里的"), CueDraft(None, 9500, 11000, "第一个字")]
    steps = [
        change_cues(transcript=transcript, user=person, kind=kind, before=before, after=after)
        for kind, before, after in (
            (Kind.MERGE, seen(first, second), whole),
            (Kind.SPLIT, seen(last), halves),
        )
    ]
    merged = transcript.cues.first()
    steps.append(
        change_cues(transcript=transcript, user=person, kind=Kind.DELETE, before=seen(merged), after=[]),
    )
    done = lines(transcript)
    undone = [undo(correction=step, user=person) for step in reversed(steps)]
    assert list(transcript.cues.values(*engine[0])) == engine
    for step in reversed(undone):
        undo(correction=step, user=person)
    assert lines(transcript) == done
    assert transcript.corrections.count() == 9


def test_a_line_that_was_changed_again_since_is_not_taken_back(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    old = change_cues(
        transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=[retold(cue, "各位好")]
    )
    cue.refresh_from_db()
    change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=[retold(cue, "大家早")])
    with pytest.raises(Conflict) as conflict:
        undo(correction=old, user=person)
    assert [each.text for each in conflict.value.cues] == ["大家早"]
    assert transcript.cues.first().text == "大家早"


def test_a_deleted_line_does_not_come_back_twice_nor_over_another(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    deleted = change_cues(transcript=transcript, user=person, kind=Kind.DELETE, before=seen(cue), after=[])
    undo(correction=deleted, user=person)
    with pytest.raises(Conflict):
        undo(correction=deleted, user=person)
    again = change_cues(
        transcript=transcript, user=person, kind=Kind.DELETE, before=seen(transcript.cues.first()), after=[]
    )
    new = [CueDraft(None, 500, 2000, "新的一行")]
    change_cues(transcript=transcript, user=person, kind=Kind.INSERT, before=[], after=new)
    with pytest.raises(Conflict) as conflict:
        undo(correction=again, user=person)
    assert [each.text for each in conflict.value.cues] == ["新的一行"]
    assert [text for *_, text in lines(transcript)] == ["新的一行", *TEXTS[1:]]
