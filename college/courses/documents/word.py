"""A Word file as lessons: its largest headings begin lessons, the next are headings within, the rest small ones."""

import re
from collections.abc import Iterator
from typing import Any

import mammoth
from django.utils.translation import gettext as _
from lxml import html

from college.courses.documents import rich_text
from college.courses.documents.outlines import LONGEST_ALT, Outline, Picture, Table, Text
from college.courses.documents.packages import Package
from college.courses.documents.pages import Pages
from college.courses.documents.pictures import Gallery, Unusable
from college.courses.documents.tables import MOST_COLUMNS, MOST_ROWS, even

# Beside the headings, which mammoth knows. Word writes these names in English whatever language it speaks.
STYLES = "p[style-name='Title'] => p.title:fresh\np[style-name='Quote'] => blockquote:fresh"
LEVEL = re.compile(r"h([1-6])")


def read(package: Package, title: str) -> Outline:
    """`title` is for what stands under no heading, if the file has no title of its own."""
    outline = Outline(title)
    pages = Pages(package.parts)
    for place, sentence in pages.strangers():
        outline.leave_out(place, sentence)
    written = mammoth.convert_to_html(
        package.file,
        style_map=STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(_Images(outline, pages).take),
    ).value
    Reading(outline, html.fragment_fromstring(written, create_parent="div")).read()
    return outline


class _Images:
    """Takes the pictures as mammoth comes upon them; their keys stand in its HTML."""

    def __init__(self, outline: Outline, pages: Pages) -> None:
        self.outline, self.pages = outline, pages
        self.gallery = Gallery(outline.pictures)

    def take(self, image: Any) -> dict[str, str]:
        content = b""
        try:
            with image.open() as source:
                content = source.read()
            return {"src": self.gallery.take(content)}
        except Unusable as unusable:
            self.outline.leave_out(self.pages.of_picture(content), str(unusable))
        except Exception:  # a picture that is elsewhere, or not where the file says
            self.outline.leave_out("", _("有一张图片不在文件里（只是一个链接），没有取。"))
        return {"src": ""}


class Reading:
    def __init__(self, outline: Outline, body: Any) -> None:
        self.outline, self.body = outline, body
        used = sorted({level for element in body if (level := _level(element)) and rich_text.said(element)})
        self.top = used[0] if used else 0

    def read(self) -> None:
        for element in self.body:
            text = rich_text.said(element)
            level = _level(element)
            if element.tag == "p" and element.get("class") == "title" and text and not self.outline.lessons:
                self.outline.title = text
            elif level and text:
                self.heading(level, text)
            elif element.tag == "table":
                self.table(element)
            elif cleaned := rich_text.cleaned(element):
                self.outline.add(Text(cleaned if element.tag in rich_text.BLOCKS else f"<p>{cleaned}</p>"))
            self.pictures(element)
        if not self.outline.lessons:
            self.outline.begin(self.outline.title)

    def heading(self, level: int, text: str) -> None:
        if level == self.top:
            self.outline.begin(text)
        elif level == self.top + 1:
            self.outline.head(text)
        else:
            self.outline.add(Text(f"<h3>{rich_text.paragraph(text)[3:-4]}</h3>"))

    def table(self, element: Any) -> None:
        rows, has_headings = _cells(element)
        if kept := even(rows):
            self.outline.add(Table(kept, has_headings))

    def pictures(self, element: Any) -> None:
        for image in element.iter("img"):
            if key := image.get("src"):
                self.outline.add(Picture(key, " ".join(image.get("alt", "").split())[:LONGEST_ALT]))


def _level(element: Any) -> int:
    found = LEVEL.fullmatch(element.tag) if isinstance(element.tag, str) else None
    return int(found[1]) if found else 0


def _cells(table: Any) -> tuple[list[list[str]], bool]:
    """The text of each cell, and whether the first row is headings. Cells that reach over others leave those empty."""
    lines: list[list[str]] = []
    below: dict[tuple[int, int], None] = {}
    for number, row in enumerate(table.xpath("./tr | ./tbody/tr | ./thead/tr")):
        line: list[str] = []
        for cell in row.xpath("./td | ./th"):
            while (number, len(line)) in below:
                line.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            below |= {(number + down, len(line) + right): None for down in range(1, high) for right in range(wide)}
            line += ["\n".join(_paragraphs(cell)), *[""] * (wide - 1)]
        lines.append(line)
    return lines, bool(table.xpath("./thead")) or _is_bold(table)


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1")
    return min(int(said), MOST_COLUMNS if name == "colspan" else MOST_ROWS) if said.isdigit() else 1


def _paragraphs(cell: Any) -> Iterator[str]:
    found = cell.xpath(".//p[not(ancestor::li)] | .//li") or [cell]
    yield from filter(None, map(rich_text.said, found))


def _is_bold(table: Any) -> bool:
    rows = table.xpath("(./tr | ./tbody/tr)")
    cells = rows[0].xpath("./td | ./th") if len(rows) > 1 else []
    return bool(cells) and all(
        rich_text.said(cell) and "".join(cell.xpath(".//strong//text()")).strip() == "".join(cell.itertext()).strip()
        for cell in cells
    )
