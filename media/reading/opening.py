from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from media.models.chapter import Chapter
from media.models.transcript import Cue
from media.models.video import Video

FIRST_LINES = 300


@dataclass(frozen=True)
class Part:
    """Lines one after the other, and the chapter that they belong to if there are chapters."""

    chapter: Chapter | None
    cues: list[Cue]


@dataclass(frozen=True)
class Reading:
    """What is shown beside the player."""

    parts: list[Part] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    is_all: bool = True


def opening_of(video: Video) -> Reading:
    chapters = list(video.chapters.all())
    cues = list(video.cues()[: FIRST_LINES + 1]) if video.has_captions else []
    return Reading(parts_of(cues[:FIRST_LINES], chapters), chapters, is_all=len(cues) <= FIRST_LINES)


def parts_of(cues: Iterable[Cue], chapters: Sequence[Chapter]) -> list[Part]:
    """A line belongs to the chapter in which most of it is spoken: a person's chapters begin at whole seconds."""

    def chapter_of(cue: Cue) -> Chapter | None:
        begun = [chapter for chapter in chapters if chapter.start_ms <= (cue.start_ms + cue.end_ms) / 2]
        return begun[-1] if begun else None

    return [Part(chapter, list(lines)) for chapter, lines in groupby(cues, key=chapter_of)]
