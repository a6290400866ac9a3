"""A PowerPoint file as lessons: its sections, or slides laid out as headings of a part, begin them; else it is one."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml import parse_xml

from college.courses.documents import rich_text
from college.courses.documents.outlines import LONGEST_ALT, Outline, Picture, Table, Text
from college.courses.documents.packages import Package
from college.courses.documents.pictures import Gallery, Unusable
from college.courses.documents.tables import MOST_COLUMNS, MOST_ROWS, even, too_large

MOST_SLIDES = 300
SECTIONS = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FILMS = [f"{DRAWING}{name}" for name in ("videoFile", "audioFile", "quickTimeFile", "wavAudioFile")]
FILE_NAME = re.compile(r".*\.(bmp|emf|gif|jpe?g|png|svg|tiff?|webp|wmf)", re.IGNORECASE)
PLAIN = {PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.TITLE}
FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER}


def read(package: Package, title: str) -> Outline:
    return Reading(Presentation(package.file), title).read()


def _sections(deck: Any) -> dict[int, str]:
    """By the id of the slide that a section begins with, its name."""
    found = {}
    for section in deck.part._element.iter(f"{SECTIONS}section"):
        first = next(section.iter(f"{SECTIONS}sldId"), None)
        if first is not None:
            found[int(first.get("id", "0"))] = " ".join(section.get("name", "").split())
    return found if len(found) > 1 else {}


class Reading:
    def __init__(self, deck: Any, title: str) -> None:
        self.deck, self.outline, self.sections = deck, Outline(title), _sections(deck)
        self.gallery = Gallery(self.outline.pictures)
        self.place = ""

    def read(self) -> Outline:
        for number, slide in enumerate(self.deck.slides, start=1):
            if number > MOST_SLIDES:
                words = _("一个文件最多取 %(most)s 张幻灯片，后面的没有取。")
                self.outline.leave_out("", words % {"most": MOST_SLIDES})
                break
            self.slide(slide, number)
        if not self.outline.lessons:
            self.outline.begin(self.outline.title)
        return self.outline

    def slide(self, slide: Any, number: int) -> None:
        self.place = _("第 %(number)s 张幻灯片") % {"number": number}
        if is_hidden(slide):
            self.outline.leave_out(self.place, _("这张幻灯片是隐藏的，没有取。"))
            return
        self.open(slide, title_of(slide), number)
        self.content(slide, number)
        self.notes(slide)
        if slide._element.find(".//{*}timing//{*}anim") is not None:
            self.unseen(_("动画没有取：页面上的内容一次全部出现。"))

    def open(self, slide: Any, title: str, number: int) -> None:
        """A new lesson, or a heading within the one that is open."""
        section = self.sections.get(slide.slide_id)
        if section is not None or (not self.sections and _begins_part(slide)) or not self.outline.lessons:
            self.outline.begin(section or title or self.outline.title, self.place)
            if section and title and title != section:
                self.outline.head(title, self.place)
        elif title:
            self.outline.head(title, self.place)
        else:
            self.outline.head(self.place)

    def content(self, slide: Any, number: int) -> None:
        for shape in _flat(slide.shapes):
            self.shape(shape)

    def unseen(self, sentence: str) -> None:
        """What would be seen if the slide were drawn."""
        self.outline.leave_out(self.place, sentence)

    def shape(self, shape: Any) -> None:
        if shape.is_placeholder and (shape.placeholder_format.type in FURNITURE or _is_title(shape)):
            return
        if next(shape._element.iter(*FILMS), None) is not None:
            self.outline.leave_out(self.place, _("视频和声音没有取。请单独上传到视频库。"))
            return
        if shape._element.find(f".//{DRAWING}blip") is not None and not getattr(shape, "has_table", False):
            self.picture(shape)
        if getattr(shape, "has_table", False):
            self.table(shape.table)
        elif getattr(shape, "has_chart", False):
            self.chart(shape)
        elif getattr(shape, "has_text_frame", False):
            self.text(shape)
        else:
            self.other(shape)

    def picture(self, shape: Any) -> None:
        """Whole, as the file holds it: what PowerPoint crops away is seen again."""
        name = shape._element.find(f".//{DRAWING}blip").get(
            "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
        )
        try:
            content = shape.part.related_part(name).blob
            alt = description(shape._element.xpath(".//p:cNvPr")[0])
            self.outline.add(Picture(self.gallery.take(content), alt[:LONGEST_ALT]))
        except Unusable as unusable:
            self.outline.leave_out(self.place, str(unusable))
        except KeyError:
            self.outline.leave_out(self.place, _("有一张图片不在文件里（只是一个链接），没有取。"))

    def table(self, table: Any) -> None:
        rows = [[_cell(cell) for cell in row.cells] for row in table.rows]
        if any(cell.is_merge_origin for row in table.rows for cell in row.cells):
            self.unseen(_("表格里有合并的单元格：文字在第一格，其余的格是空的。"))
        if len(rows) > MOST_ROWS or len(table.columns) > MOST_COLUMNS:
            self.outline.leave_out(self.place, too_large())
        if kept := even(rows):
            self.outline.add(Table(kept, bool(table.first_row)))

    def text(self, shape: Any) -> None:
        if html := "".join(_listed(shape)):
            self.outline.add(Text(html))

    def chart(self, shape: Any) -> None:
        self.outline.leave_out(self.place, _("图表没有取。请把图表另存为图片以后自己加上。"))

    def other(self, shape: Any) -> None:
        kind = shape._element.xpath("string(.//a:graphicData/@uri)")
        if kind.endswith("/diagram"):
            self.unseen(_("SmartArt 图形没有取，只取了里面的字。请把它另存为图片以后自己加上。"))
            if items := "".join(f"<li>{escape(words, quote=False)}</li>" for words in _diagram(shape)):
                self.outline.add(Text(f"<ul>{items}</ul>"))
        elif kind.endswith("/ole"):
            self.outline.leave_out(self.place, _("嵌在里面的文件没有取。请单独上传。"))

    def notes(self, slide: Any) -> None:
        """What the speaker says, as text under the slide."""
        frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        lines = [line.strip() for line in frame.text.splitlines()] if frame else []
        if html := "".join(rich_text.paragraph(line) for line in lines if line):
            self.outline.add(Text(html))


def is_hidden(slide: Any) -> bool:
    return slide._element.get("show") in {"0", "false"}


def description(names: Any) -> str:
    """What the author says a picture shows. Programs put the name of its file where nothing was said."""
    said = " ".join(names.get("descr", "").split())
    return "" if FILE_NAME.fullmatch(said) else said


def title_of(slide: Any) -> str:
    """Empty if it has none."""
    shape = slide.shapes.title
    return " ".join(shape.text_frame.text.split()) if shape is not None and shape.has_text_frame else ""


def _is_title(shape: Any) -> bool:
    return shape.placeholder_format.type in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}


def _begins_part(slide: Any) -> bool:
    return slide.slide_layout._element.get("type") == "secHead"


def _flat(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _flat(shape.shapes)
        else:
            yield shape


def _diagram(shape: Any) -> Iterator[str]:
    """What stands on a SmartArt graphic, from its data, in the order of it."""
    named = shape._element.xpath("string(.//@r:dm)")
    try:
        data = parse_xml(shape.part.related_part(named).blob)
    except KeyError:
        return
    for point in data.iter(f"{DIAGRAM}pt"):
        if words := " ".join("".join(text.text or "" for text in point.iter(f"{DRAWING}t")).split()):
            yield words


def _cell(cell: Any) -> str:
    return "" if cell.is_spanned else "\n".join(filter(None, (line.strip() for line in cell.text.splitlines())))


def _listed(shape: Any) -> Iterator[str]:
    """Its paragraphs; those with bullets or numbers as lists."""
    is_list = shape.is_placeholder and shape.placeholder_format.type not in PLAIN
    open_tag = ""
    for paragraph in shape.text_frame.paragraphs:
        words = _words(paragraph)
        if not words:
            continue
        tag = _tag(paragraph, is_list)
        if tag != open_tag:
            yield (f"</{open_tag}>" if open_tag else "") + (f"<{tag}>" if tag else "")
            open_tag = tag
        yield f"<li>{words}</li>" if tag else f"<p>{words}</p>"
    if open_tag:
        yield f"</{open_tag}>"


def _tag(paragraph: Any, is_list: bool) -> str:
    properties = paragraph._p.pPr
    said = {child.tag.rpartition("}")[2] for child in properties} if properties is not None else set()
    if "buNone" in said:
        return ""
    if "buAutoNum" in said:
        return "ol"
    return "ul" if is_list or said & {"buChar", "buBlip"} else ""


def _words(paragraph: Any) -> str:
    return "".join(_run(run) for run in paragraph.runs).strip()


def _run(run: Any) -> str:
    words = escape(" ".join(run.text.split("\v")), quote=False)
    if run.font.bold and words.strip():
        words = f"<b>{words}</b>"
    return rich_text.link(run.hyperlink.address or "", words)
