"""The PDF that PowerPoint or WPS saves of a presentation: each of its pages is the picture of a slide."""

import json
import subprocess
import sys
from collections.abc import Sequence
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.courses.documents import drawing
from college.courses.documents.packages import MOST_BYTES
from college.spreadsheets import Unreadable

MOST_SECONDS = 2 * drawing.SECONDS
HEAD = 1024
"""Bytes within which a PDF says that it is one."""

UNREADABLE = gettext_lazy("这个 PDF 画不出来：文件坏了，或者太复杂。请在 PowerPoint 或 WPS 里重新另存一次，再选。")


class UnreadablePrint(Unreadable):
    """Why the PDF cannot be taken, and what to do, in one sentence; nothing is wrong with the other file."""


def pictures_of(pdf: File, *, shape: float, shown: Sequence[int], slides: int) -> dict[int, bytes]:
    """A JPEG by the number of its slide. `shape` is width by height.

    There are as many pages as `slides`, or as there are in `shown`: the numbers of those that are not hidden. Raises
    UnreadablePrint.
    """
    pages = _drawn(_content(pdf), shape, slides, len(shown))
    numbers = shown if len(pages) == len(shown) else range(1, slides + 1)
    return dict(zip(numbers, pages, strict=True))


def _content(pdf: File) -> bytes:
    if pdf.size > MOST_BYTES:
        words = _("PDF 有 %(size)s，超过了 %(most)s。请把幻灯片分成几个文件，每个另存一份 PDF。")
        raise UnreadablePrint(words % {"size": filesizeformat(pdf.size), "most": filesizeformat(MOST_BYTES)})
    content: bytes = pdf.read()
    if b"%PDF-" not in content[:HEAD]:
        raise UnreadablePrint(_("这不是 PDF 文件。请在 PowerPoint 或 WPS 里用“另存为 PDF”，再选那个文件。"))
    return content


def _drawn(content: bytes, shape: float, slides: int, shown: int) -> list[bytes]:
    """By a process that is ended if it takes too long; one that fails for whatever reason has found the file wrong."""
    command = [sys.executable, "-I", drawing.__file__, str(shape), str(slides), str(shown)]
    with TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as out:
        try:
            subprocess.run(  # noqa: S603
                command, input=content, stdout=out, stderr=subprocess.DEVNULL, timeout=MOST_SECONDS, check=True
            )
            out.seek(0)
            said = json.loads(out.readline())
        except (subprocess.SubprocessError, ValueError, OSError) as error:
            raise UnreadablePrint(str(UNREADABLE)) from error
        if "refused" in said:
            raise UnreadablePrint(_refusal(said["refused"], said["pages"], slides))
        return [out.read(size) for size in said["pages"]]


def _refusal(why: str, pages: int, slides: int) -> str:
    match why:
        case "locked":
            return _("这个 PDF 加了密码，打不开。请在 PowerPoint 或 WPS 里重新另存一份不带密码的 PDF。")
        case "too-many":
            words = _("PDF 有 %(pages)s 页，一次最多画 %(most)s 页。请把幻灯片分成几个文件，每个另存一份 PDF。")
            return words % {"pages": pages, "most": drawing.MOST_PAGES}
        case "other-shape":
            return _("PDF 的页面和幻灯片的形状不一样，像是讲义或备注页。请用“另存为 PDF”，选“幻灯片”，不要用打印。")
        case "other-count":
            words = _("PDF 有 %(pages)s 页，幻灯片有 %(slides)s 张，对不上。请把同一份幻灯片重新另存为 PDF，再选。")
            return words % {"pages": pages, "slides": slides}
    return str(UNREADABLE)
