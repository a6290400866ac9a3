"""The speech in some sound, in pieces that Whisper's window of 30 s holds. Silence and music are left out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, takewhile

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from media.speech.audio import RATE, Samples

LONGEST_SECONDS = 28
# No pause says more than this that a sentence is over.
LONG_PAUSE_SECONDS = 2
# Silero's detector; a cough is no speech, half a second ends a region; pauses up to 0.8 s stay, for Whisper takes its
# punctuation from them.
OPTIONS = VadOptions(
    min_speech_duration_ms=250, min_silence_duration_ms=500, speech_pad_ms=400, max_speech_duration_s=LONGEST_SECONDS
)
Region = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """Regions of speech (samples from the beginning of the sound) put one after the other."""

    samples: Samples
    regions: tuple[Region, ...]

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(end - start for start, end in self.regions))

    def start(self, seconds: float) -> float:
        """Seconds of the whole sound at which what begins at `seconds` of the piece begins."""
        return self._whole(seconds, min(bisect_right(self._ends, round(seconds * RATE)), len(self.regions) - 1))

    def end(self, seconds: float) -> float:
        return self._whole(seconds, min(bisect_left(self._ends, round(seconds * RATE)), len(self.regions) - 1))

    def _whole(self, seconds: float, region: int) -> float:
        last = self.regions[region][1]
        return min(seconds * RATE + last - self._ends[region], last) / RATE


def pieces(sound: Samples) -> Iterator[Piece]:
    regions = speech(sound)
    for first, last in pairwise(parted(regions)):
        yield _piece(sound, regions[first:last])


def parted(regions: Sequence[Region]) -> list[int]:
    """Where pieces begin, and the end of the last.

    There are as few as can be, for the engine hears a whole window each time; they part at the longest pauses, where
    sentences do: half a sentence is heard worse.
    """
    best: list[tuple[int, int, list[int]]] = [(0, 0, [])]
    for end in range(1, len(regions) + 1):
        fitting = takewhile(lambda first: _fits(regions[first:end]), range(end - 1, -1, -1))  # noqa: B023
        best.append(min(_and_from(best[first], first, regions) for first in fitting))
    return [*best[-1][2], len(regions)]


def _fits(regions: Sequence[Region]) -> bool:
    return len(regions) == 1 or _length(regions) <= LONGEST_SECONDS * RATE


def _and_from(before: tuple[int, int, list[int]], first: int, regions: Sequence[Region]) -> tuple[int, int, list[int]]:
    """One piece more; the silence at which pieces part counts with a minus, so that the least is the best."""
    number, silence, begins = before
    pause = min(regions[first][0] - regions[first - 1][1], LONG_PAUSE_SECONDS * RATE) if first else 0
    return number + 1, silence - pause, [*begins, first]


def speech(sound: Samples) -> list[Region]:
    return [(found["start"], found["end"]) for found in get_speech_timestamps(sound, OPTIONS)]


def _length(regions: Sequence[Region]) -> int:
    return sum(end - start for start, end in regions)


def _piece(sound: Samples, regions: Sequence[Region]) -> Piece:
    return Piece(np.concatenate([sound[start:end] for start, end in regions]), tuple(regions))
