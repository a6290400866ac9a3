"""Fonts for what the usual ones lack: rare Chinese characters, and the scripts of other peoples of China.

They lie here compressed (`README.md` says where each is from) and are unpacked below `VAR_DIR` when a text first needs
one; most never do. `college.typesetting` calls this.
"""

import json
import logging
import lzma
from collections.abc import Collection
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

logger = logging.getLogger(__name__)

PACKED = Path(__file__).parent
NAMES: dict[str, dict[str, str]] = json.loads((PACKED / "fonts.json").read_text())
"""Of each font: `sha256` of the unpacked file, and its `characters`: hexadecimal, one or first-last, between spaces."""


def needed(characters: Collection[int]) -> frozenset[str]:
    """The names of the fonts that have any of these."""
    return frozenset(name for name in NAMES if not characters_of(name).isdisjoint(characters))


@cache
def characters_of(name: str) -> frozenset[int]:
    ends = (part.partition("-") for part in NAMES[name]["characters"].split())
    ranges = (range(int(first, 16), int(last or first, 16) + 1) for first, _, last in ends)
    return frozenset(code for each in ranges for code in each)


def folder_of(name: str) -> Path:
    """Where the font lies, alone, ready to be read. Processes that unpack it at once put the same file in place."""
    digest = NAMES[name]["sha256"]
    # By its digest, so that a later version of the site does not find an older font.
    folder = settings.VAR_DIR / "fonts" / f"{name}-{digest[:12]}"
    font = folder / f"{name}.ttf"
    if not (font.exists() and _digest_of(font) == digest):
        logger.info("Unpacking the font %s", name)
        _put(font, _unpacked(name, digest))
    return folder


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _unpacked(name: str, digest: str) -> bytes:
    font = lzma.decompress((PACKED / f"{name}.ttf.xz").read_bytes())
    if sha256(font).hexdigest() != digest:
        raise ValueError(f"{name}.ttf.xz is not the font that fonts.json names")
    return font


def _put(path: Path, content: bytes) -> None:
    """All of it or nothing, whoever else does the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside the folder: a font that is half written must not be found in it.
    with NamedTemporaryFile(dir=path.parent.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
