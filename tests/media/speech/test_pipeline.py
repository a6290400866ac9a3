"""The real engines on the real narration. Bounds are what was measured (docs/speech.md) and a third more."""

import json
import re
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media.speech.audio import RATE, Samples, Span, cut_at_silences
from media.speech.engines import Engine, Utterance, load_engine
from media.speech.pipeline import SpokenCue, transcribe, transcribe_span
from tests.media.conftest import Make
from tests.media.speech.conftest import H264, NARRATION, NOISE, SILENCE, TUNE

MOST_ERRORS = {"literacy-write-my-name": 0.15, "backbone-residents-meeting": 0.14, "cloud-volunteer-records": 0.06}


def heard(path: Path, engine: Engine) -> list[SpokenCue]:
    return list(transcribe(path, language="zh", engine=engine))


def character_errors(found: list[SpokenCue], clip: str) -> float:
    """Levenshtein distance over the length of the reference, punctuation aside."""
    written = re.sub(r"\W", "", "".join(cue.text for cue in found))
    read = re.sub(r"\W", "", (NARRATION / f"{clip}.txt").read_text())
    row = np.arange(len(read) + 1)
    for character in written:
        changed = row[:-1] + np.array([character != other for other in read])
        following = np.concatenate([[row[0] + 1], np.minimum(changed, row[1:] + 1)])
        # A row may also grow from its own left neighbour, one error a step.
        row = np.minimum.accumulate(following - np.arange(len(following))) + np.arange(len(following))
    return row[-1] / len(read)


@pytest.fixture(scope="module")
def faster(models: Path) -> Engine:
    return load_engine("faster-whisper")


@pytest.mark.parametrize("clip", MOST_ERRORS)
def test_a_lesson_becomes_captions_that_can_be_read(faster: Engine, clip: str) -> None:
    found = heard(NARRATION / f"{clip}.m4a", faster)
    assert character_errors(found, clip) <= MOST_ERRORS[clip]
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(0.99 <= cue.end - cue.start <= 7.01 for cue in found)
    assert all(0 < cue.confidence <= 1 for cue in found)
    assert not re.search(r"[,?!]|\s", "".join(cue.text for cue in found)), "only full-width punctuation, no gaps"
    assert found[-1].text[-1] in "。！？"


def test_captions_appear_when_the_words_are_spoken(faster: Engine) -> None:
    sentences = json.loads((NARRATION / "cloud-volunteer-records.json").read_text())
    found = heard(NARRATION / "cloud-volunteer-records.m4a", faster)
    distances = [min(abs(cue.start - start) for cue in found) for start, _end, _text in sentences]
    assert np.median(distances) < 0.4
    assert max(distances) < 1.5


def test_the_reference_engine_says_nearly_the_same(models: Path, faster: Engine) -> None:
    """Of the first twelve seconds."""
    path, beginning = NARRATION / "cloud-volunteer-records.m4a", Span(0, 12)
    says = {
        engine.name: [*transcribe_span(path, beginning, language="zh", engine=engine)]
        for engine in (faster, load_engine("openai-whisper"))
    }
    quick, reference = ("".join(cue.text for cue in cues) for cues in says.values())
    assert SequenceMatcher(None, quick, reference).ratio() > 0.9
    assert all(first.end <= second.start for cues in says.values() for first, second in pairwise(cues))


@pytest.mark.parametrize("sound", [SILENCE, NOISE, TUNE], ids=["silence", "noise", "music"])
def test_where_nobody_speaks_nothing_is_written(make: Make, faster: Engine, sound: tuple[str, ...]) -> None:
    path = make(f"{abs(hash(sound))}.mp4", *sound, *H264, seconds=20)
    assert heard(path, faster) == []


def test_a_long_silence_inside_a_lesson_invents_nothing(make: Make, faster: Engine) -> None:
    narration = str(NARRATION / "cloud-volunteer-records.m4a")
    gap = "[1]atrim=end=22.5,apad=pad_dur=60[a];[2]atrim=start=22.5,asetpts=PTS-STARTPTS[b];[a][b]concat=v=0:a=1[out]"
    told = ("-i", narration, "-i", narration, "-filter_complex", gap, "-map", "0", "-map", "[out]")
    found = heard(make("gap.mp4", *told, *H264, seconds=125), faster)
    assert character_errors(found, "cloud-volunteer-records") <= MOST_ERRORS["cloud-volunteer-records"] + 0.03
    assert not [cue for cue in found if 24.5 < cue.start < 82 or cue.end - cue.start > 7.01]


def test_a_video_in_chunks_reads_like_the_whole(faster: Engine) -> None:
    path = NARRATION / "literacy-write-my-name.m4a"
    spans = cut_at_silences(path, target=20)
    found = [cue for span in spans for cue in transcribe_span(path, span, language="zh", engine=faster)]
    assert len(spans) > 2
    assert character_errors(found, path.stem) <= MOST_ERRORS[path.stem] + 0.02
    assert all(first.end <= second.start for first, second in pairwise(found))


class Parrot:
    """Says what it was taught of every piece, as engines do over music."""

    name = "parrot"

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def hear(self, sound: Samples, *, language: str) -> list[Utterance]:
        length = len(sound) / RATE / len(self.texts)
        return [Utterance(at * length, (at + 1) * length, text, 0.8, 0.1) for at, text in enumerate(self.texts)]


def test_what_an_engine_invents_never_reaches_a_learner() -> None:
    engine = Parrot("字幕由 Amara.org 社区提供", "證證證證證證證證證證證證", "大家好,歡迎來到認字班", "请不吝点赞 订阅")
    found = list(transcribe_span(NARRATION / "literacy-write-my-name.m4a", Span(0, 12), language="zh", engine=engine))
    assert [cue.text for cue in found] == ["大家好，欢迎来到认字班。"]
