"""What a person does to cues: one way in, one entry in the history, nothing overwritten unseen."""

import pytest

from college.people.models import User
from media.captions.actions import Conflict, CueDraft, InvalidCue, Seen, change_cues
from media.models import Correction, Cue, Transcript
from tests.factories import UserFactory
from tests.media.factories import CueFactory, TranscriptFactory

pytestmark = pytest.mark.django_db
Kind = Correction.Kind


@pytest.fixture
def transcript() -> Transcript:
    """Three cues, a second of silence between them."""
    transcript = TranscriptFactory(state=Transcript.State.DONE)
    for number, text in enumerate(["大家好", "今天学写名字", "名字里的第一个字叫做姓"]):
        CueFactory(transcript=transcript, start_ms=number * 4000, end_ms=number * 4000 + 3000, text=text)
    return transcript


@pytest.fixture
def person() -> User:
    return UserFactory(display_name="周老师")


def seen(*cues: Cue) -> list[Seen]:
    return [Seen(cue.pk, cue.revision) for cue in cues]


def lines(transcript: Transcript) -> list[tuple[int, int, str]]:
    return list(transcript.cues.values_list("start_ms", "end_ms", "text"))


def retold(cue: Cue, text: str) -> CueDraft:
    return CueDraft(cue.pk, cue.start_ms, cue.end_ms, text)


def test_a_word_is_corrected_and_the_history_says_by_whom(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    change = [retold(cue, "  各位\n 好 ")]
    correction = change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=change)
    cue.refresh_from_db()
    assert (cue.text, cue.is_corrected, cue.revision) == ("各位 好", True, 1)
    assert (correction.user_name, correction.revision, transcript.revision) == ("周老师", 1, 1)
    assert (correction.before[0]["text"], correction.after[0]["text"]) == ("大家好", "各位 好")


def test_a_cue_that_someone_else_has_changed_is_not_overwritten(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    as_i_saw_it = seen(cue)
    change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=as_i_saw_it, after=[retold(cue, "别人写的")])
    with pytest.raises(Conflict) as conflict:
        change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=as_i_saw_it, after=[retold(cue, "我的")])
    assert [each.text for each in conflict.value.cues] == ["别人写的"]
    assert (transcript.cues.first().text, Transcript.objects.get().revision) == ("别人写的", 1)


def test_a_change_to_nothing_is_none(transcript: Transcript, person: User) -> None:
    with pytest.raises(InvalidCue):
        change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=[], after=[])
