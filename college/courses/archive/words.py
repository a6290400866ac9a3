"""The captions and chapters of a video that came with them: whose words they are goes along."""

from typing import Any

from django.utils import timezone

from college.courses.archive.contents import a_dict, a_list, a_number, a_text
from college.courses.archive.refusals import BadArchive
from media.captions.languages import LANGUAGES
from media.models import Chapter, Cue, Transcript, Video

MOST_CUES = 50_000
LONGEST_CUE = 500


def add_words(video: Video, row: dict[str, Any]) -> None:
    """What was never written down elsewhere, this site's own engine will write."""
    for said in map(a_dict, a_list(row.get("transcripts", []), 50)):
        _transcript(video, said)
    chapters = [a_dict(one) for one in a_list(row.get("chapters", []), 1000)]
    Chapter.objects.bulk_create(
        Chapter(
            video=video,
            start_ms=a_number(one.get("start_ms")),
            title=a_text(one.get("title"), 80),
            is_suggested=one.get("is_suggested") is True,
        )
        for one in {one.get("start_ms"): one for one in chapters}.values()
    )


def _transcript(video: Video, said: dict[str, Any]) -> None:
    language, state = a_text(said.get("language"), 10), said.get("state")
    if language not in LANGUAGES or state not in (Transcript.State.DONE, Transcript.State.SILENT):
        raise BadArchive("content")
    transcript, is_new = Transcript.objects.get_or_create(
        video=video,
        language=language,
        defaults={"state": state, "engine": a_text(said.get("engine", ""), 40), "finished_at": timezone.now()},
    )
    if not is_new:
        raise BadArchive("content")
    cues = [_cue(transcript, a_list(one, 7)) for one in a_list(said.get("cues", []), MOST_CUES)]
    Cue.objects.bulk_create(cues, batch_size=500)


def _cue(transcript: Transcript, said: list[Any]) -> Cue:
    start, end, text, confidence, sureness, repairs, is_corrected = said
    if not (confidence is None or (isinstance(confidence, (int, float)) and 0 <= confidence <= 1)):
        raise BadArchive("content")
    start_ms = a_number(start)
    return Cue(
        transcript=transcript,
        start_ms=start_ms,
        end_ms=a_number(end, start_ms + 1),
        text=a_text(text, LONGEST_CUE),
        confidence=confidence,
        sureness=[a_number(one, 0, 100) for one in a_list(sureness, LONGEST_CUE)],
        repairs=[_repair(a_list(one, 3)) for one in a_list(repairs, LONGEST_CUE)],
        is_corrected=is_corrected is True,
    )


def _repair(said: list[Any]) -> list[Any]:
    start, end, heard = said
    return [a_number(start, 0, LONGEST_CUE), a_number(end, 0, LONGEST_CUE), a_text(heard, LONGEST_CUE)]
