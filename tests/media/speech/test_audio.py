import resource
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media.speech.audio import RATE, Span, cut_at_silences, listen, samples
from media.speech.errors import UnusableMedia
from tests.media.conftest import Make
from tests.media.speech.conftest import H264, NARRATION, TONE, halved

# Tones of nine seconds with a second of silence between them.
BEATS = ("-f", "lavfi", "-i", "aevalsrc='0.5*sin(2*PI*440*t)*lt(mod(t,10),9)':s=16000")


def test_a_long_file_is_cut_where_nobody_speaks(make: Make) -> None:
    spans = cut_at_silences(make("beats.mp4", *BEATS, *H264, seconds=120), target=30)
    assert len(spans) > 2
    assert all(span.end % 10 >= 9 for span in spans[:-1])


def test_the_spans_cover_everything_once(talk: Path) -> None:
    spans = cut_at_silences(talk, target=12)
    assert spans[0].start == 0
    assert spans[-1].end == pytest.approx(63.1, abs=0.2)
    assert all(first.end == second.start for first, second in pairwise(spans))
    assert all(8 <= span.end - span.start <= 16 for span in spans[:-1])


def test_a_short_file_is_one_span(talk: Path) -> None:
    assert len(cut_at_silences(talk)) == 1


@pytest.mark.parametrize("container", ["mp4", "webm", "mkv", "avi", "ts", "flv"])
def test_a_span_holds_the_sound_of_its_time(make: Make, container: str) -> None:
    codecs = ("-c:v", "libvpx", "-c:a", "libopus", "-shortest") if container == "webm" else H264
    path = make(f"talk.{container}", "-i", str(NARRATION / "cloud-volunteer-records.m4a"), *codecs, seconds=63)
    whole = np.concatenate(list(listen(path)))
    for start in (0.0, 7.3, 41.9):
        piece = samples(path, Span(start, start + 10))
        expected = whole[round(start * RATE) :][: len(piece)]
        assert len(piece) == 10 * RATE
        assert best_shift(piece, expected) <= RATE * 0.02


def best_shift(one: np.ndarray, other: np.ndarray) -> int:
    """By how many samples the two are most alike."""
    size = 2 ** int(np.ceil(np.log2(len(one) * 2)))
    likeness = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)))
    shift = int(np.argmax(likeness))
    return min(shift, size - shift)


def test_sound_that_begins_late_keeps_its_time(make: Make) -> None:
    path = make("late.mp4", "-itsoffset", "5", *TONE, "-c:a", "aac", "-pix_fmt", "yuv420p", "-t", "9", seconds=9)
    sound = np.concatenate(list(listen(path)))
    assert np.abs(sound[: 4 * RATE]).max() < 0.01
    assert np.abs(sound[6 * RATE : 8 * RATE]).max() > 0.05
    assert len(sound) / RATE == pytest.approx(9, abs=0.2)


def test_stereo_and_other_rates_become_one_channel_of_16_khz(make: Make) -> None:
    path = make("stereo.mp4", *TONE, "-ac", "2", "-ar", "48000", *H264, seconds=3)
    sound = np.concatenate(list(listen(path)))
    assert sound.dtype == np.float32
    assert len(sound) / RATE == pytest.approx(3, abs=0.1)


def test_a_video_without_sound_is_refused(mute: Path) -> None:
    with pytest.raises(UnusableMedia, match="没有声音"):
        cut_at_silences(mute)


def test_a_click_is_no_sound(make: Make) -> None:
    path = make("click.mkv", *TONE, "-c:a", "pcm_s16le", "-af", "atrim=end=0.03", "-pix_fmt", "yuv420p")
    with pytest.raises(UnusableMedia, match="没有声音"):
        cut_at_silences(path)


def test_half_an_upload_is_noticed_by_its_sound_too(streamed_talk: Path) -> None:
    with pytest.raises(UnusableMedia, match="不完整"):
        cut_at_silences(halved(streamed_talk))


def test_hours_are_never_in_memory_at_once(make: Make) -> None:
    minute = make("minute.mp4", *TONE, "-ar", "16000", "-ac", "1", *H264, seconds=60)
    path = make("hours.mp4", "-stream_loop", "89", "-i", str(minute), "-map", "1", "-c", "copy", seconds=1)
    before = most_memory()
    spans = cut_at_silences(path)
    last = samples(path, spans[-1])
    assert len(spans) > 25
    assert np.abs(last[: 10 * RATE]).max() > 0.05
    assert most_memory() - before < 100e6, "all of it would be 345 MB"


def most_memory() -> float:
    """The most that this process has had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
