"""Transcripts held against what is known. Repairs are the machine's: what a person wrote is never touched."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from django.db import transaction

from media.captions.actions import take_revision
from media.glossaries.terms import own_terms, terms_for, text_around
from media.models import Cue, Transcript, Video
from media.signals import transcript_corrected
from media.speech.cues import SpokenCue
from media.speech.known import Known
from media.speech.repair import Repaired, repair


def repaired(spoken: Sequence[SpokenCue], video: Video) -> list[SpokenCue]:
    """What was just heard, before it is kept."""
    if video.language != Video.Language.CHINESE:
        return list(spoken)
    found = repair([cue.text for cue in spoken], known_of(video), [cue.sureness for cue in spoken])
    return [
        replace(
            cue,
            text=now.text,
            repairs=tuple(now.repairs),
            confidence=cue.confidence if now.confidence is None else now.confidence,
        )
        for cue, now in zip(spoken, found, strict=True)
    ]


def repair_video(video: Video) -> None:
    """Again, after a term or a lesson has changed; whoever shows the transcript hears of it."""
    transcript = video.transcript
    if transcript and repair_transcript(transcript) and video.has_captions:
        transcript_corrected.send(Transcript, video_id=video.pk)


def repair_transcript(transcript: Transcript) -> int:
    """Starts from what was heard, and so leads to the same however often it runs. How many cues have changed."""
    if transcript.language != Video.Language.CHINESE:
        return 0
    known = known_of(transcript.video)
    changed = [
        (cue, now)
        for cue, now in _now(transcript.cues.all(), known)
        if (cue.text, cue.repairs, cue.confidence)
        != (now.text, [list(each) for each in now.repairs], _confidence(cue, now))
    ]
    return _keep(transcript, changed) if changed else 0


def _now(cues: Iterable[Cue], known: Known) -> Iterator[tuple[Cue, Repaired]]:
    """A corrected cue parts those before it from those behind it."""
    for is_corrected, group in groupby(cues, key=lambda cue: cue.is_corrected):
        if not is_corrected:
            following = list(group)
            found = repair([heard(cue) for cue in following], known, [sureness_of(cue) for cue in following])
            yield from zip(following, found, strict=True)


def heard(cue: Cue) -> str:
    """What the engine wrote."""
    text = cue.text
    for start, end, was in reversed(cue.repairs):
        text = text[:start] + was + text[end:]
    return text


def sureness_of(cue: Cue) -> list[int]:
    """Nothing, where a person has changed the cue and taken that back."""
    return cue.sureness if len(cue.sureness) == len(cue.text) else []


def _confidence(cue: Cue, now: Repaired) -> float | None:
    return cue.confidence if now.confidence is None else now.confidence


@transaction.atomic
def _keep(transcript: Transcript, changed: Iterable[tuple[Cue, Repaired]]) -> int:
    """Leaves cues alone that someone has changed in the meantime. Editors who have one open meet a conflict."""
    revision = take_revision(transcript)
    return sum(
        Cue.objects.filter(pk=cue.pk, revision=cue.revision, is_corrected=False).update(
            text=now.text, repairs=now.repairs, confidence=_confidence(cue, now), revision=revision
        )
        for cue, now in changed
    )


def known_of(video: Video) -> Known:
    own = own_terms(video)
    everywhere = [term for term in terms_for(video) if term not in own]
    return _known(text_around(video), tuple(own), tuple(everywhere))


@lru_cache(maxsize=4)
def _known(lesson: str, own: tuple[str, ...], everywhere: tuple[str, ...]) -> Known:
    """The chunks of a video follow each other."""
    return Known(lesson, own, everywhere)
