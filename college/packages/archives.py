"""The ZIP that a package is, opened only once it is known to be bounded and harmless."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from college.spreadsheets import Unreadable
from college.zips import is_listed_within, is_unpacked_by_pieces, lies_within

MOST_BYTES = 512 * 1024**2
MOST_UNPACKED_BYTES = 1024**3
MOST_FILES = 8000
MOST_LIST_BYTES = 4 * 1024**2
"""Five hundred for each file."""
MOST_RATIO = 100
RATIO_FROM_BYTES = 64 * 1024**2
LONGEST_PATH = 300
LONGEST_NAME_BYTES = 250
UTF8_NAME = 0x800
PIECE = 1024**2
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    ValueError,
)
"""What `zipfile` fails at."""
DRIVE = re.compile(r"[A-Za-z]:")


class Archive:
    """The files of a package by their paths, which have `/` between their parts and never lead out of it."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        self.parts = parts
        self.files = {name: part for part in parts.infolist() if not part.is_dir() and (name := _path(part))}
        self._folded = {name.casefold(): name for name in self.files}

    def found(self, path: str) -> str | None:
        """The path of a file as the package writes it, whatever capitals it is named with elsewhere."""
        return path if path in self.files else self._folded.get(path.casefold())

    def read(self, path: str, most: int) -> bytes:
        """The file, or its beginning."""
        with self.parts.open(self.files[path]) as source:
            return source.read(most)

    def blocks(self, path: str) -> Iterator[bytes]:
        with self.parts.open(self.files[path]) as source:
            while piece := source.read(PIECE):
                yield piece


@contextmanager
def opened(file: File) -> Iterator[Archive]:
    """Raises Unreadable, also for whatever fails while the archive is open because the file is broken."""
    if not file.size:
        raise Unreadable(_("这个文件是空的。请再选一次。"))
    if file.size > MOST_BYTES:
        raise Unreadable(too_large(file.size))
    file.seek(0)
    try:
        if not is_listed_within(file, MOST_LIST_BYTES):
            raise Unreadable(_too_many())
        with zipfile.ZipFile(file) as parts:
            _refuse_bombs(parts, file.size)
            _refuse_odd(parts)
            _refuse_passwords_and_links(parts)
            yield Archive(parts)
    except BROKEN as error:
        raise Unreadable(_("这不是 .zip 压缩包，或者已经损坏。请在制作课件的软件里重新导出，再选一次。")) from error


def too_large(size: int) -> str:
    words = _("课件有 %(size)s，超过了 %(most)s。请压缩里面的视频和图片，或者分成几个课件。")
    return words % {"size": filesizeformat(size), "most": filesizeformat(MOST_BYTES)}


def _too_many() -> str:
    return _("课件里的文件超过 %(most)s 个，不能放进来。请分成几个课件。") % {"most": MOST_FILES}


def _refuse_bombs(parts: zipfile.ZipFile, size: int) -> None:
    """Nothing unpacks to more than is said here: zipfile reads no further."""
    found = parts.infolist()
    unpacked = sum(part.file_size for part in found)
    if len(found) > MOST_FILES:
        raise Unreadable(_too_many())
    is_suspicious = unpacked > RATIO_FROM_BYTES and unpacked > MOST_RATIO * size
    if unpacked > MOST_UNPACKED_BYTES or is_suspicious:
        raise Unreadable(_("课件展开以后太大，不能放进来。请压缩里面的视频和图片，或者分成几个课件。"))


def _refuse_odd(parts: zipfile.ZipFile) -> None:
    """Packed as no tool packs, or said to lie before the archive begins. Raises BadZipFile."""
    if not (is_unpacked_by_pieces(parts) and lies_within(parts)):
        raise zipfile.BadZipFile


def _refuse_passwords_and_links(parts: zipfile.ZipFile) -> None:
    for part in parts.infolist():
        if part.flag_bits & 1:
            raise Unreadable(_("这个压缩包加了密码，打不开。请去掉密码，再选一次。"))
        if stat.S_ISLNK(part.external_attr >> 16):
            raise Unreadable(_("课件里有指向别处的链接文件，不能放进来。请在制作课件的软件里重新导出。"))


def _path(part: zipfile.ZipInfo) -> str:
    """Empty for a name without parts. Raises Unreadable for one that leads out of the package."""
    name = _name(part).replace("\\", "/")
    path = PurePosixPath(name)
    leads_out = path.is_absolute() or ".." in path.parts or DRIVE.match(name) or not name.isprintable()
    is_long = len(str(path)) > LONGEST_PATH or any(len(one.encode()) > LONGEST_NAME_BYTES for one in path.parts)
    if leads_out or is_long:
        raise Unreadable(_("课件里有路径不对的文件，不能放进来。请在制作课件的软件里重新导出。"))
    return str(path) if path.parts else ""


def _name(part: zipfile.ZipInfo) -> str:
    """Windows in China writes names in GBK and does not say so; zipfile then takes them for those of a PC of 1981."""
    if part.flag_bits & UTF8_NAME:
        return part.filename
    try:
        raw = part.filename.encode("cp437")
    except UnicodeEncodeError:
        return part.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.filename
