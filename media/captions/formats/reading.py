"""What a person's file is: its encoding and format are told by its content, its name only helps."""

import codecs
import re
from pathlib import PurePath

from django.utils.translation import gettext as _

from media.captions.formats import srt, text, webvtt
from media.captions.formats.timed import CorruptCaptions, TimedLine

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# No text has them; a picture, a film or a word processor's file does.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
OTHER_KINDS = {"[Script Info]": "ASS", "{\\rtf": "RTF"}


def read(data: bytes, name: str) -> list[TimedLine] | list[str]:
    """The cues of a WebVTT or SRT file; of a plain text its lines. Raises CorruptCaptions."""
    content = decoded(data)
    found = _parsed(content, PurePath(name).suffix.lower())
    if not found:
        raise CorruptCaptions(None, _("文件里没有字幕。"))
    return found


def _parsed(content: str, suffix: str) -> list[TimedLine] | list[str]:
    if kind := next((kind for start, kind in OTHER_KINDS.items() if content.startswith(start)), None):
        raise CorruptCaptions(None, _("这是 %(kind)s 文件。请先另存为 WebVTT、SRT 或纯文本。") % {"kind": kind})
    if content.startswith("WEBVTT") or suffix == ".vtt":
        return webvtt.parse(content)
    if "-->" in content or suffix == ".srt":
        return srt.parse(content)
    return text.parse(content)


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 or GB18030, as programs in China write them. Raises CorruptCaptions."""
    for encoding in _possible(data):
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS.search(content):
            return content.removeprefix("\ufeff")
    raise CorruptCaptions(None, _("这不是文字文件，或者它的编码无法识别。请另存为 UTF-8 编码的文件再导入。"))


def _possible(data: bytes) -> list[str]:
    """Both timed formats begin with an ASCII letter or digit: in UTF-16 a zero byte stands beside it."""
    marked = [encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    if marked or b"\0" not in data[:2]:
        return marked or ["utf-8", "gb18030"]
    return ["utf-16-be" if data[0] == 0 else "utf-16-le"]
