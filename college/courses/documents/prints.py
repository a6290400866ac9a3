"""The PDF that PowerPoint or WPS saves of a presentation: each of its pages is the picture of a slide."""

import json
from collections.abc import Iterable, Sequence
from itertools import accumulate
from subprocess import SubprocessError
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.alone import alone
from college.courses.documents import drawing
from college.courses.documents.packages import MOST_BYTES
from college.isolated import run_isolated
from college.spreadsheets import Unreadable

MOST_SECONDS = 2 * drawing.SECONDS
HEAD = 1024
"""Bytes within which a PDF says that it is one."""

UNREADABLE = gettext_lazy("这个 PDF 画不出来：文件坏了，或者太复杂。请在 PowerPoint 或 WPS 里重新另存一次，再选。")


class UnreadablePrint(Unreadable):
    """Why the PDF cannot be taken, and what to do, in one sentence; nothing is wrong with the other file."""


class Prints:
    """The pictures of slides, by their numbers: JPEGs that lie in a file without a name until each is asked for."""

    def __init__(self, out: IO[bytes], sizes: Sequence[int], numbers: Iterable[int]) -> None:
        begins = accumulate(sizes, initial=out.tell())
        self._out, self._places = out, dict(zip(numbers, zip(begins, sizes, strict=False), strict=True))

    def __getitem__(self, number: int) -> bytes:
        begin, size = self._places[number]
        self._out.seek(begin)
        return self._out.read(size)


def pictures_of(pdf: File, *, shape: float, shown: Sequence[int], slides: int) -> Prints:
    """`shape` is width by height. There are as many pages as `slides`, or as there are in `shown`: the numbers of those
    that are not hidden. Raises UnreadablePrint.
    """
    content = _content(pdf)
    out = TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
    sizes = _drawn(content, out, shape, slides, len(shown))
    return Prints(out, sizes, shown if len(sizes) == len(shown) else range(1, slides + 1))


def _content(pdf: File) -> bytes:
    if pdf.size > MOST_BYTES:
        words = _("PDF 有 %(size)s，超过了 %(most)s。请把幻灯片分成几个文件，每个另存一份 PDF。")
        raise UnreadablePrint(words % {"size": filesizeformat(pdf.size), "most": filesizeformat(MOST_BYTES)})
    content: bytes = pdf.read()
    if b"%PDF-" not in content[:HEAD]:
        raise UnreadablePrint(_("这不是 PDF 文件。请在 PowerPoint 或 WPS 里用“另存为 PDF”，再选那个文件。"))
    return content


def _drawn(content: bytes, out: IO[bytes], shape: float, slides: int, shown: int) -> list[int]:
    """How many bytes the picture of each page has; they follow in `out`. By a process of its own; one that fails for
    whatever reason has found the file wrong."""
    arguments = (str(shape), str(slides), str(shown))
    try:
        with alone(settings.VAR_DIR / "drawing.lock"):  # each may take a core and a gigabyte
            run_isolated(drawing.__file__, *arguments, content=content, out=out, seconds=MOST_SECONDS)
        out.seek(0)
        said = json.loads(out.readline())
    except (SubprocessError, ValueError, OSError) as error:
        raise UnreadablePrint(str(UNREADABLE)) from error
    if "refused" in said:
        raise UnreadablePrint(_refusal(said["refused"], said["pages"], slides))
    sizes: list[int] = said["pages"]
    return sizes


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
