"""The real voice, heard by the real ear."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
from pytest_django.fixtures import Settings

from college.voice import engine
from college.voice.engine import say
from college.voice.models import Saying, key_of
from college.voice.tasks import speak_saying
from media.speech.engines import load_engine

SENTENCE = "今天天气很好，我们一起去公园。"
RATE_HEARD = 16_000


def a_saying(text: str) -> Saying:
    return Saying.objects.create(key=key_of(text), text=text, is_passing=False)


def heard(mp3: bytes) -> str:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE_HEARD)
    with av.open(io.BytesIO(mp3)) as container:
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    sound = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    return "".join(said.text for said in load_engine().hear(sound, language="zh"))


@pytest.mark.django_db
def test_a_sentence_becomes_sound_that_is_understood_and_its_text_is_forgotten(models: Path) -> None:
    saying = a_saying(SENTENCE)
    speak_saying.func(saying.pk)
    saying.refresh_from_db()
    assert (saying.state, saying.text, saying.error) == ("done", "", "")
    with saying.file.open() as file:
        said = heard(file.read())
    assert "天" in said
    assert "公" in said


@pytest.mark.django_db
def test_what_cannot_be_said_is_given_up(models: Path) -> None:
    saying = a_saying("😀")
    speak_saying.func(saying.pk)
    saying.refresh_from_db()
    assert (saying.state, saying.error) == ("failed", "这一句里没有可以读的字。")


@pytest.mark.django_db
def test_without_the_model_it_waits_and_says_why(settings: Settings, tmp_path: Path) -> None:
    engine._session.cache_clear()
    settings.MODELS_DIR = tmp_path
    saying = a_saying("您好。")
    speak_saying.func(saying.pk)
    saying.refresh_from_db()
    assert saying.state == "waiting"
    assert "python manage.py fetch_models" in saying.error


def test_an_empty_text_is_silent() -> None:
    assert not say("").size
