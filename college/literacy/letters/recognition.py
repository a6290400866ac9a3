"""The work on a photographed letter: what stands on the photo becomes its text, and the photo is turned upright."""

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from college.literacy.letters import recognizer
from college.literacy.letters.layout import Piece, paragraphs
from college.literacy.letters.models import MOST_CHARACTERS, Letter, Photo
from college.literacy.letters.pictures import turned
from media.models import Lease
from media.speech.errors import EngineMissing

SECONDS = 240
"""For one photo; on one slow core it takes about ten."""

# Kept in the letter as they are here; translated when shown.
NO_PHOTO = _("照片已经删掉了。请再拍一张。")
NOTHING_FOUND = _("照片上没有认出字来。请把纸放平，靠近一点，光线亮一点，再拍一张。")


def recognise(letter: Letter, lease: Lease) -> None:
    photo = Photo.objects.filter(letter=letter).first()
    if photo is None:
        lease.finish(Letter.State.FAILED, error=NO_PHOTO)
        return
    jpeg = bytes(photo.jpeg)
    found = read(jpeg)
    text = "\n".join(paragraphs([_piece(text, corners) for text, corners in found["pieces"]]))
    if not text:
        lease.finish(Letter.State.FAILED, error=NOTHING_FOUND)
        return
    with transaction.atomic():
        lease.finish(Letter.State.DONE, text=text[:MOST_CHARACTERS])
        if found["turn"]:
            Photo.objects.filter(letter=letter).update(jpeg=turned(jpeg, found["turn"]))


def read(jpeg: bytes) -> dict[str, Any]:
    """What `recognizer` finds. Raises CalledProcessError, TimeoutExpired or EngineMissing."""
    if find_spec("rapidocr") is None:
        raise EngineMissing(_("这台机器上没有认字的程序。"), "pip install 'mingliang[worker]'")
    command = [sys.executable, "-m", recognizer.__name__]
    done = subprocess.run(command, input=jpeg, capture_output=True, cwd=settings.BASE_DIR, timeout=SECONDS, check=True)  # noqa: S603
    return cast(dict[str, Any], json.loads(done.stdout))


def _piece(text: str, corners: list[list[float]]) -> Piece:
    one, two, three, four = ((x, y) for x, y in corners)
    return Piece(text, (one, two, three, four))
