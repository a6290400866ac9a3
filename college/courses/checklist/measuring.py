"""The work on a picture: how well its words stand out."""

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext_noop as _

from cms.models import Picture
from college.courses.checklist import contrast
from college.courses.models import PictureContrast
from media.models import Lease
from media.speech.errors import EngineMissing

SECONDS = 240
"""For one picture; on one slow core it takes about ten."""
MOST_BYTES = 30 * 1024**2

# Kept in the row as they are here; translated when shown.
GONE = _("图片的文件找不到了")
UNREADABLE = _("图片太大，或者打不开")


def measure(row: PictureContrast, lease: Lease) -> None:
    picture = Picture.objects.filter(file_hash=row.file_hash).first()
    file = read(picture) if picture else b""
    if not file:
        lease.finish(PictureContrast.State.FAILED, error=GONE)
        return
    if len(file) > MOST_BYTES:
        lease.finish(PictureContrast.State.FAILED, error=UNREADABLE)
        return
    try:
        lines = lines_in(file)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        lease.finish(PictureContrast.State.FAILED, error=UNREADABLE)
        return
    text, ratio, needed = min(lines, key=lambda line: line[1] / line[2], default=("", None, None))
    lease.finish(PictureContrast.State.DONE, words=text[:40], ratio=ratio, needed=needed)


def read(picture: Picture) -> bytes:
    """Empty where the file is gone; no more of it than tells that it is too large."""
    try:
        with picture.file.open("rb") as opened:
            return bytes(opened.read(MOST_BYTES + 1))
    except FileNotFoundError:
        return b""


def lines_in(file: bytes) -> list[tuple[str, float, float]]:
    """What `contrast` finds. Raises CalledProcessError, TimeoutExpired or EngineMissing."""
    if find_spec("rapidocr") is None:
        raise EngineMissing(_("这台机器上没有认字的程序。"), "pip install 'mingliang[worker]'")
    command = [sys.executable, "-m", contrast.__name__]
    done = subprocess.run(command, input=file, capture_output=True, cwd=settings.BASE_DIR, timeout=SECONDS, check=True)  # noqa: S603
    return cast(Any, json.loads(done.stdout)["lines"])
