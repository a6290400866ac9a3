"""Transcripts and people to change them."""

from media.captions.actions import CueDraft, Seen
from media.models import Cue, Transcript
from tests.media.factories import CueFactory, TranscriptFactory

TEXTS = ["大家好", "今天学写名字", "名字里的第一个字叫做姓"]


def a_transcript(*texts: str) -> Transcript:
    """A cue of three seconds every four seconds."""
    transcript = TranscriptFactory(state=Transcript.State.DONE)
    for number, text in enumerate(texts or TEXTS):
        CueFactory(transcript=transcript, start_ms=number * 4000, end_ms=number * 4000 + 3000, text=text)
    return transcript


def seen(*cues: Cue) -> list[Seen]:
    return [Seen(cue.pk, cue.revision) for cue in cues]


def retold(cue: Cue, text: str) -> CueDraft:
    return CueDraft(cue.pk, cue.start_ms, cue.end_ms, text)


def lines(transcript: Transcript) -> list[tuple[int, int, str]]:
    return list(transcript.cues.values_list("start_ms", "end_ms", "text"))
