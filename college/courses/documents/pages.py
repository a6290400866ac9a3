"""On which page of a Word file something stands, as Word last laid it out; and what of it no lesson can show."""

import zipfile
from collections.abc import Iterator
from hashlib import sha256
from posixpath import join, normpath
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from college.courses.documents.tables import MOST_COLUMNS, MOST_ROWS, too_large

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MERGED = gettext_lazy("表格里有合并的单元格：文字在第一格，其余的格是空的。")
STRANGERS: dict[str, str | Promise] = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": gettext_lazy(
        "图表没有取。请把图表另存为图片以后自己加上。"
    ),
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": gettext_lazy(
        "SmartArt 图形没有取。请把它另存为图片以后自己加上。"
    ),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": gettext_lazy(
        "公式没有取。请把公式截成图片以后自己加上。"
    ),
    "{urn:schemas-microsoft-com:office:office}OLEObject": gettext_lazy("嵌在里面的文件没有取。请单独上传。"),
    W + "ins": gettext_lazy("有还没接受的修订：加上的字都取了，删去的字没有取。"),
    W + "del": gettext_lazy("有还没接受的修订：加上的字都取了，删去的字没有取。"),
    W + "commentReference": gettext_lazy("批注没有取。"),
    W + "gridSpan": MERGED,
    W + "vMerge": MERGED,
    W + "headerReference": gettext_lazy("页眉没有取。"),
    W + "footerReference": gettext_lazy("页脚没有取。"),
}
WHOLE = {W + "headerReference", W + "footerReference"}


class Pages:
    """Pages are counted by the breaks that Word notes when it saves; other programs may note none."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        self.parts = parts
        self.body = etree.fromstring(parts.read("word/document.xml"), parser)
        self.files = _files(parts, parser)
        self.page = 1
        self.has_breaks = self.body.find(f".//{W}lastRenderedPageBreak") is not None
        self._pictures: dict[str, str] = {}
        self._strangers = list(self._walk())

    def strangers(self) -> list[tuple[str, str]]:
        """Where, and what is to be said of it."""
        return self._strangers

    def of_picture(self, content: bytes) -> str:
        return self._pictures.get(sha256(content).hexdigest(), "")

    @property
    def place(self) -> str:
        return _("第 %(page)s 页") % {"page": self.page} if self.has_breaks else ""

    def _walk(self) -> Iterator[tuple[str, str]]:
        for element in self.body.iter(etree.Element):
            tag = element.tag
            if tag == W + "lastRenderedPageBreak":
                self.page += 1
            elif name := element.get(R + "embed") or element.get(R + "id", ""):
                self._note(name)
            if tag in STRANGERS:
                yield "" if tag in WHOLE else self.place, str(STRANGERS[tag])
            if tag == W + "tbl":
                yield from ((self.place, sentence) for sentence in _wrong_with(element))

    def _note(self, name: str) -> None:
        file = self.files.get(name, "")
        if file in self.parts.NameToInfo and "/media/" in f"/{file}":
            self._pictures.setdefault(sha256(self.parts.read(file)).hexdigest(), self.place)


def _wrong_with(table: Any) -> Iterator[str]:
    if table.find(f".//{W}tbl") is not None:
        yield _("表格里还有表格：里面的文字都取了，样子要自己再看一看。")
    if table.find(f".//{W}drawing") is not None:
        yield _("表格里的图片放到了表格的后面。")
    rows = table.findall(f"{W}tr")
    if len(rows) > MOST_ROWS or any(len(row.findall(f"{W}tc")) > MOST_COLUMNS for row in rows):
        yield too_large()


def _files(parts: zipfile.ZipFile, parser: etree.XMLParser) -> dict[str, str]:
    """Of each relation of the document, the part it names."""
    name = "word/_rels/document.xml.rels"
    if name not in parts.NameToInfo:
        return {}
    relations = etree.fromstring(parts.read(name), parser)
    return {one.get("Id", ""): normpath(join("word", one.get("Target", ""))).lstrip("/") for one in relations}
