"""The speech in some sound, in pieces that Whisper's window of 30 s holds. Silence and music are left out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from media.speech.audio import RATE, Samples

LONGEST_SECONDS = 28
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
    held: list[Region] = []
    for region in speech(sound):
        if held and _length([*held, region]) > LONGEST_SECONDS * RATE:
            yield _piece(sound, held)
            held = []
        held.append(region)
    if held:
        yield _piece(sound, held)


def speech(sound: Samples) -> list[Region]:
    return [(found["start"], found["end"]) for found in get_speech_timestamps(sound, OPTIONS)]


def _length(regions: list[Region]) -> int:
    return sum(end - start for start, end in regions)


def _piece(sound: Samples, regions: list[Region]) -> Piece:
    return Piece(np.concatenate([sound[start:end] for start, end in regions]), tuple(regions))
