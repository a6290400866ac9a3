"""Two engines that read the same Whisper weights, behind one question: what is said in this piece of sound?"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from math import exp
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from media.speech.audio import Samples
from media.speech.errors import EngineMissing

AUTO, FASTER, OPENAI = "auto", "faster-whisper", "openai-whisper"
NAMES = (AUTO, FASTER, OPENAI)
FETCH, INSTALL = "python manage.py fetch_models", "pip install -c constraints.txt -e '.[worker]'"
MOST_THREADS = 8
# Both engines' threads wait for each other by spinning: twice the CPU time as soon as anything else runs, such as a
# second worker. Read when their library is loaded, hence here.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
# What faster-whisper is asked for; `make bench-transcribe` asks it for the same alone.
DECODING: dict[str, Any] = {"beam_size": 5, "word_timestamps": True, "condition_on_previous_text": False}


@dataclass(frozen=True)
class Word:
    """Seconds of the piece. Of Chinese, engines report a character or two at a time."""

    start: float
    end: float
    text: str
    confidence: float


@dataclass(frozen=True)
class Utterance:
    """What an engine heard in one breath; `words` is empty if the engine does not time them.

    `confidence` is the mean probability of its tokens, `silence` the probability that nobody speaks.
    """

    start: float
    end: float
    text: str
    confidence: float
    silence: float
    words: tuple[Word, ...] = ()


class Engine(Protocol):
    name: str

    def hear(self, sound: Samples, *, language: str) -> list[Utterance]:
        """`sound` is at most 28 s long, nearly all of it speech."""


def load_engine(engine: str | None = None, model: str | None = None) -> Engine:
    """The engine, loaded once a process; by default the one that the settings name. Raises EngineMissing."""
    return _load(engine or settings.WHISPER_ENGINE, model or settings.WHISPER_MODEL)


@lru_cache(maxsize=1)
def _load(engine: str, model: str) -> Engine:
    if not find_spec("faster_whisper"):
        # Also finds the speech for the other engine.
        raise EngineMissing(_("没有安装语音识别引擎。"), INSTALL)
    if engine in (AUTO, FASTER):
        return FasterWhisperEngine(model)
    if engine != OPENAI:
        raise EngineMissing(
            format_lazy(_("没有名叫 {engine} 的引擎。"), engine=engine), f"export WHISPER_ENGINE={AUTO}"
        )
    if not (find_spec("torch") and find_spec("whisper")):
        raise EngineMissing(_("没有安装 openai-whisper。"), "make install")
    return OpenAIWhisperEngine(model)


def located(model: str, suffix: str = "") -> str:
    """Where a model lies: a path as it is, a name in MODELS_DIR; else the name, which the engine may download."""
    fetched = settings.MODELS_DIR / f"whisper-{model}{suffix}"
    if Path(model).exists():
        return model
    if fetched.exists():
        return str(fetched)
    if model == "base":
        raise EngineMissing(_("还没有下载语音识别模型。"), FETCH)
    return model


def threads() -> int:
    """As many as this process may have processors, which a container or taskset may limit."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, MOST_THREADS)


def _unusable(model: str) -> EngineMissing:
    return EngineMissing(
        format_lazy(_("语音识别模型 {model} 打不开，也下载不到；可以改用自带的 base。"), model=model), FETCH
    )


class FasterWhisperEngine:
    """CTranslate2; eight-bit integers on a CPU, half precision on a CUDA device."""

    def __init__(self, model: str) -> None:
        import ctranslate2
        from faster_whisper import WhisperModel

        logging.getLogger("faster_whisper").setLevel(logging.WARNING)
        device, numbers = ("cuda", "float16") if ctranslate2.get_cuda_device_count() else ("cpu", "int8")
        path = located(model)
        try:
            self.model = WhisperModel(
                path,
                device=device,
                compute_type=numbers,
                cpu_threads=threads(),
                download_root=str(settings.MODELS_DIR),
            )
        except Exception as error:
            raise _unusable(model) from error
        self.name = f"{FASTER} {Path(model).name} {numbers}"

    def hear(self, sound: Samples, *, language: str) -> list[Utterance]:
        segments, _info = self.model.transcribe(sound, language=language, **DECODING)
        return [
            Utterance(
                start=segment.start,
                end=segment.end,
                text=segment.text,
                confidence=exp(segment.avg_logprob),
                silence=segment.no_speech_prob,
                words=tuple(
                    Word(float(word.start), float(word.end), word.word, float(word.probability))
                    for word in segment.words or ()
                ),
            )
            for segment in segments
        ]


class OpenAIWhisperEngine:
    """The reference implementation. Its own loop over long sound repeats itself; a piece at a time it does not."""

    def __init__(self, model: str) -> None:
        import torch
        import whisper

        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        path = located(model, ".pt")
        try:
            self.model = whisper.load_model(path, device=self.device, download_root=str(settings.MODELS_DIR))
        except Exception as error:
            raise _unusable(model) from error
        self.name = f"{OPENAI} {Path(model).stem}"

    def hear(self, sound: Samples, *, language: str) -> list[Utterance]:
        import whisper

        spectrum = whisper.log_mel_spectrogram(
            whisper.pad_or_trim(sound), n_mels=self.model.dims.n_mels, device=self.device
        )
        options = whisper.DecodingOptions(language=language, fp16=self.device == "cuda")
        result: Any = whisper.decode(self.model, spectrum, options)
        tokenizer = whisper.tokenizer.get_tokenizer(
            self.model.is_multilingual, num_languages=self.model.num_languages, language=language
        )
        return [
            Utterance(start, end, text, exp(result.avg_logprob), result.no_speech_prob)
            for start, end, text in spoken(result.tokens, tokenizer, length=len(sound) / whisper.audio.SAMPLE_RATE)
        ]


def spoken(tokens: list[int], tokenizer: Any, *, length: float) -> Iterator[tuple[float, float, str]]:
    """Start, end (seconds) and text between the time tokens, one of which is 20 ms; the last may be missing."""
    start, words = 0.0, []
    for token in tokens:
        if token < tokenizer.timestamp_begin:
            words.append(token)
            continue
        moment = min((token - tokenizer.timestamp_begin) * 0.02, length)
        if words:
            yield start, moment, tokenizer.decode(words)
        start, words = moment, []
    if words:
        yield start, length, tokenizer.decode(words)
