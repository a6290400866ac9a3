from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from media.speech.engines import load_engine, located, spoken
from media.speech.errors import EngineMissing


def test_a_process_loads_an_engine_once(models: Path) -> None:
    assert load_engine() is load_engine()


def test_on_this_machine_auto_is_the_faster_one(models: Path) -> None:
    assert load_engine("auto").name.startswith("faster-whisper base ")


def test_whoever_has_no_model_is_told_what_to_run(settings: Settings, tmp_path: Path) -> None:
    settings.MODELS_DIR = tmp_path
    for suffix in ("", ".pt"):
        with pytest.raises(EngineMissing, match=r"python manage\.py fetch_models"):
            located("base", suffix)


@pytest.mark.parametrize("engine", ["faster-whisper", "openai-whisper"])
def test_a_model_that_is_none_is_refused(engine: str, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"nothing")
    (tmp_path / "model.pt").write_bytes(b"nothing")
    path = tmp_path if engine == "faster-whisper" else tmp_path / "model.pt"
    with pytest.raises(EngineMissing, match="打不开"):
        load_engine(engine, str(path))


def test_an_engine_that_does_not_exist_is_refused() -> None:
    with pytest.raises(EngineMissing, match="WHISPER_ENGINE=auto"):
        load_engine("louder-whisper")


class Tokens:
    timestamp_begin = 100

    def decode(self, tokens: list[int]) -> str:
        return "".join(map(str, tokens))


def test_time_tokens_part_what_was_said() -> None:
    tokens = [100, 1, 2, 150, 200, 3, 250]
    assert list(spoken(tokens, Tokens(), length=10)) == [(0.0, 1.0, "12"), (2.0, 3.0, "3")]


def test_what_has_no_last_time_lasts_to_the_end() -> None:
    assert list(spoken([100, 1, 150, 150, 3], Tokens(), length=7.5)) == [(0.0, 1.0, "1"), (1.0, 7.5, "3")]
