"""The ZIP that every Office file of today is, opened only once it is known to be bounded and harmless."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import IO
from xml.parsers import expat

from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.spreadsheets import Unreadable
from college.zips import is_listed_within, is_unpacked_by_pieces, lies_within

MOST_BYTES = 64 * 1024**2
MOST_UNPACKED_BYTES = 160 * 1024**2
MOST_PARTS = 4000
MOST_LIST_BYTES = 2 * 1024**2
MOST_RATIO = 100
RATIO_FROM_BYTES = 8 * 1024**2
"""A few lines that are all alike pack better than MOST_RATIO, and do no harm."""
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
PIECE = 1024**2
NO_OFFICE = gettext_lazy(
    "这不是 .docx、.pptx 或 .xlsx 文件，或者已经损坏。请用 Word、PowerPoint 或 Excel 打开，另存一次再选。"
)


class Kind(Enum):
    """By the part that each has."""

    WORD = "word/document.xml"
    SLIDES = "ppt/presentation.xml"
    SHEETS = "xl/workbook.xml"


MOST_XML_BYTES = {Kind.WORD: 5 * 1024**2, Kind.SLIDES: 12 * 1024**2, Kind.SHEETS: 24 * 1024**2}
"""So that reading holds a web process for seconds: 1 MB of a Word file, about a hundred pages of text, takes three."""


@dataclass(frozen=True)
class Package:
    """A file that may be handed to a parser; `parts` is open as long as the file is."""

    kind: Kind
    file: IO[bytes]
    parts: zipfile.ZipFile


@contextmanager
def opened(file: File) -> Iterator[Package]:
    """Raises Unreadable, also for whatever a parser fails at while the package is open."""
    if not file.size:
        raise Unreadable(_("这个文件是空的。请再选一次。"))
    if file.size > MOST_BYTES:
        raise Unreadable(too_large(file.size))
    _refuse_old_and_locked(file)
    try:
        file.seek(0)
        if not is_listed_within(file, MOST_LIST_BYTES):
            raise Unreadable(_too_much())
        with zipfile.ZipFile(file) as parts:
            _refuse_bombs(parts, file.size)
            _refuse_macros_and_passwords(parts)
            kind = _kind(parts)
            _screen(parts, MOST_XML_BYTES[kind])
            file.seek(0)
            yield Package(kind, file, parts)
    except Unreadable:
        raise
    except Exception as error:  # parsers fail in as many ways as a file can be wrong
        raise Unreadable(str(NO_OFFICE)) from error


def too_large_together(size: int) -> str:
    words = _("选的文件一共 %(size)s，太大了：每个最多 %(most)s。请先压缩图片，拿掉里面的视频（视频请单独上传）。")
    return words % {"size": filesizeformat(size), "most": filesizeformat(MOST_BYTES)}


def too_large(size: int) -> str:
    words = _("文件有 %(size)s，超过了 %(most)s。请先压缩图片，拿掉里面的视频（视频请单独上传），或者分成几个文件。")
    return words % {"size": filesizeformat(size), "most": filesizeformat(MOST_BYTES)}


def _refuse_old_and_locked(file: File) -> None:
    file.seek(0)
    if file.read(len(OLD_OR_LOCKED)) != OLD_OR_LOCKED:
        return
    file.seek(0)
    if LOCKED in file.read():
        raise Unreadable(_("这个文件加了密码，打不开。请在 Word、PowerPoint 或 Excel 里去掉密码，保存以后再选。"))
    raise Unreadable(
        _("这是旧的 .doc、.ppt 或 .xls 文件。请用 Word、PowerPoint 或 Excel 打开，另存为 .docx、.pptx 或 .xlsx。")
    )


def _too_much() -> str:
    return _("这个文件展开以后太大，不能读。请分成几个文件再选。")


def _refuse_bombs(parts: zipfile.ZipFile, size: int) -> None:
    """Nothing unpacks to more than is said here: zipfile reads no further."""
    found = parts.infolist()
    unpacked = sum(part.file_size for part in found)
    is_suspicious = unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * size
    if len(found) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES or is_suspicious:
        raise Unreadable(_too_much())
    if not (is_unpacked_by_pieces(parts) and lies_within(parts)):
        raise Unreadable(str(NO_OFFICE))


def _refuse_macros_and_passwords(parts: zipfile.ZipFile) -> None:
    found = parts.infolist()
    if any(part.flag_bits & 1 for part in found):
        raise Unreadable(_("这个文件加了密码，打不开。请在 Word、PowerPoint 或 Excel 里去掉密码，保存以后再选。"))
    named = any("vbaproject" in part.filename.lower() for part in found)
    if named or b"macroenabled" in parts.read("[Content_Types].xml").lower():
        raise Unreadable(_("这个文件带有宏。请另存为不带宏的 .docx、.pptx 或 .xlsx，再选。"))


def _kind(parts: zipfile.ZipFile) -> Kind:
    names = set(parts.namelist())
    found = [kind for kind in Kind if kind.value in names]
    if len(found) != 1:
        raise Unreadable(str(NO_OFFICE))
    return found[0]


def _screen(parts: zipfile.ZipFile, most: int) -> None:
    """Every part that is XML, whatever its name: how much of it there is, and that it defines no entities.

    Office writes none. What one names elsewhere, or expands a thousandfold, would be the parsers' to resist.
    """
    read = 0
    for part in parts.infolist():
        with parts.open(part) as source:
            head = source.read(64)
            if not _is_xml(head):
                continue
            read += part.file_size
            if read > most:
                raise Unreadable(_("这个文件的内容太多，一次读不了。请分成几个文件再选。"))
            _refuse_entities(head, source, part.filename)


def _is_xml(head: bytes) -> bool:
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _refuse_entities(head: bytes, source: IO[bytes], name: str) -> None:
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(head, False)
        while piece := source.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        if name.lower().endswith((".xml", ".rels")):
            raise


def _refuse_entity(*_declared: object) -> None:
    raise Unreadable(_("这个文件里有不该有的外部引用，不能读。请用 Word、PowerPoint 或 Excel 打开，另存一次再选。"))
