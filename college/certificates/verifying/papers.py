"""A file that somebody was sent, and would know whether it is ours. It is read and thrown away."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from subprocess import SubprocessError
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.certificates.serials import MistypedSerial, parse
from college.certificates.verifying import reading
from college.isolated import run_isolated

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

MOST_BYTES = 2 * 1024**2
MOST_SECONDS = 2 * reading.SECONDS
HEAD = 1024
"""Bytes within which a PDF says that it is one."""
SERIAL = re.compile(r"[A-Z]{2,6}-[0-9]{4}-[0-9]{6,9}-[0-9]{2}(?![0-9])")
UNREADABLE = gettext_lazy("这个 PDF 文件坏了，读不出来。请用收到的原文件，或者输入证书编号查验。")
REFUSALS: "dict[str, StrPromise]" = {
    "encrypted": gettext_lazy("这个 PDF 加了密码，不能读。请用收到的原文件，或者输入证书编号查验。"),
    "too-many-pages": gettext_lazy("这个 PDF 页数太多，不是一张证书。请只选证书那一页的文件。"),
    "unreadable": UNREADABLE,
}


class Refused(Exception):
    """Why a file cannot be checked, and what to do, in one sentence."""


@dataclass(frozen=True)
class Paper:
    content: bytes

    @classmethod
    def of(cls, file: UploadedFile | None) -> "Paper":
        """Bounded, and a PDF by what it holds, whatever it is called. Raises Refused."""
        if file is None:
            raise Refused(_("还没有选文件。请先选收到的 PDF 文件。"))
        if (file.size or 0) > MOST_BYTES:
            words = _("文件太大：证书的 PDF 不超过 %(most)s。请用收到的原文件，或者输入证书编号查验。")
            raise Refused(words % {"most": filesizeformat(MOST_BYTES)})
        content = file.read()
        if not content:
            raise Refused(_("这个文件是空的。请重新选收到的 PDF 文件。"))
        if b"%PDF-" not in content[:HEAD]:
            raise Refused(_("这不是 PDF 文件。请选收到的 PDF 文件；照片和截图请对着上面的编号查验。"))
        return cls(content)

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()

    def text(self) -> str:
        """Its words, read by a process that is ended if it takes too long. Raises Refused."""
        with TemporaryFile() as out:
            try:
                run_isolated(reading.__file__, content=self.content, out=out, seconds=MOST_SECONDS)
                out.seek(0)
                said: dict[str, str] = json.load(out)
            except (SubprocessError, ValueError, OSError) as error:
                raise Refused(UNREADABLE) from error
        if "refused" in said:
            raise Refused(REFUSALS[said["refused"]])
        return said["text"]


def serials_in(text: str) -> list[str]:
    """The numbers of certificates that stand in a text, each once; a mistyped one is none."""
    found = []
    for typed in SERIAL.findall("".join(text.split())):
        try:
            found.append(parse(typed))
        except MistypedSerial:
            continue
    return list(dict.fromkeys(found))
