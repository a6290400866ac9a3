"""The sound of a file as 16 kHz mono float32 samples between -1 and 1, a block at a time: long files do not fit memory.

Gaps in the file's clock become silence, so that a sample's number is its time.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from media.speech.errors import UnusableMedia
from media.speech.opening import opened_at, start_of
from media.speech.probe import is_cut

RATE = 16_000
# Sound is placed by its own time only when it is off by more than this; codecs are a little early or late.
JITTER = RATE // 10
# Decoders need a moment after a jump, and some containers land late.
RUN_UP_SECONDS = 1.0
LOUDNESS_STEP = RATE // 20
QUIET_STEPS = 11

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Span:
    """A stretch of a file in seconds."""

    start: float
    end: float


def cut_at_silences(path: Path, *, target: float = 150.0) -> list[Span]:
    """Spans of two to four thirds of `target` seconds that cover the sound, each ending where it is quietest.

    Raises UnusableMedia: no-sound, truncated, and what `opened` raises.
    """
    return quietest_cuts(loudness(path), target=target)


def quietest_cuts(loudness: Samples, *, target: float = 150.0) -> list[Span]:
    """The spans of `cut_at_silences`, for sound whose loudness is known already."""
    step = LOUDNESS_STEP / RATE
    quiet = np.convolve(loudness, np.ones(QUIET_STEPS), mode="same")
    shortest, longest = int(target * 2 / 3 / step), int(target * 4 / 3 / step)
    cuts = [0]
    while len(loudness) - cuts[-1] > longest:
        earliest = cuts[-1] + shortest
        cuts.append(earliest + int(np.argmin(quiet[earliest : cuts[-1] + longest])))
    cuts.append(len(loudness))
    return [Span(round(start * step, 3), round(end * step, 3)) for start, end in pairwise(cuts)]


def levels(loudness: Samples) -> bytes:
    """What the eye sees of it: a byte for each tenth of a second, 0 for -60 dB and less, 255 for full scale."""
    tenths = np.pad(loudness, (0, len(loudness) % 2)).reshape(-1, 2).max(axis=1)
    decibels = 10 * np.log10(np.maximum(tenths, 1e-6))
    return np.round((decibels / 60 + 1) * 255).clip(0, 255).astype(np.uint8).tobytes()


def loudness(path: Path) -> Samples:
    """Mean power of each twentieth of a second. Raises UnusableMedia: no-sound if there is not even one."""
    steps: list[Samples] = []
    rest = np.zeros(0, np.float32)
    for block in listen(path):
        rest = np.concatenate([rest, block])
        whole = len(rest) // LOUDNESS_STEP * LOUDNESS_STEP
        steps.append(np.square(rest[:whole]).reshape(-1, LOUDNESS_STEP).mean(axis=1))
        rest = rest[whole:]
    power = np.concatenate(steps)
    if not len(power):
        raise UnusableMedia("no-sound")
    return power


def samples(path: Path, span: Span) -> Samples:
    """The span's sound, padded with silence where the file has none."""
    sound = np.zeros(round((span.end - span.start) * RATE), np.float32)
    filled = 0
    for block in listen(path, start=span.start):
        room = len(sound) - filled
        sound[filled : filled + len(block)] = block[:room]
        filled += min(room, len(block))
        if filled == len(sound):
            break
    return sound


def listen(path: Path, start: float = 0.0) -> Iterator[Samples]:
    """From `start` seconds to the end. Raises UnusableMedia: no-sound, truncated."""
    with opened_at(path, start - RUN_UP_SECONDS) as container:
        stream = _sound(container)
        origin = start_of(container)
        written = round(start * RATE)
        for frame in _resampled(_decoded(container, stream)):
            late = 0 if frame.time is None else round((frame.time - origin) * RATE) - written
            begun = written > round(start * RATE)
            for block in _placed(frame.to_ndarray()[0], late, JITTER if begun else 0):
                written += len(block)
                yield block
        if is_cut(written / RATE, _promised(stream)):
            raise UnusableMedia("truncated")
        if not written:
            raise UnusableMedia("no-sound")


def _sound(container: InputContainer) -> AudioStream:
    for stream in container.streams.audio:
        if stream.codec_context:
            return stream
    raise UnusableMedia("no-sound")


def _promised(stream: AudioStream) -> float:
    return float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0


def _decoded(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    """Damaged packets are left out; the file ends with the first that cannot even be read."""
    with suppress(av.FFmpegError):
        for packet in container.demux(stream):
            with suppress(av.InvalidDataError):
                yield from packet.decode()


def _resampled(frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
    """A stream may change its rate or its channels on the way."""
    resampler, heard = None, None
    for frame in frames:
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if resampler is None or form != heard:
            if resampler:
                yield from resampler.resample(None)
            resampler, heard = AudioResampler(format="flt", layout="mono", rate=RATE), form
        yield from resampler.resample(frame)
    if resampler:
        yield from resampler.resample(None)


def _placed(block: Samples, late: int, jitter: int) -> Iterator[Samples]:
    """After silence if it comes too late, without its beginning if it comes too early; `late` in samples."""
    while late > jitter:
        yield np.zeros(min(late, RATE), np.float32)
        late -= RATE
    yield block[-late:] if late < -jitter else block
