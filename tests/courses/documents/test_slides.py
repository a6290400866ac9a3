"""What of a PowerPoint file becomes what."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from college.courses.documents.outlines import Heading, Outline, Table, Text
from college.courses.documents.reading import read
from tests.courses.documents.files import png, pptx

COVER, CONTENT, PART, ONLY_TITLE, EMPTY = 0, 1, 2, 5, 6


def read_slides(build: Callable[[Any], Any], name: str = "防诈骗.pptx") -> Outline:
    return read(SimpleUploadedFile(name, pptx(build)))


def slide(deck: Any, title: str = "", *lines: str, layout: int = CONTENT) -> Any:
    added = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        added.shapes.title.text = title
    if lines:
        added.placeholders[1].text = "\n".join(lines)
    return added


def section(deck: Any, **slides: list[Any]) -> None:
    """As PowerPoint writes sections: a name, and the ids of its slides."""
    inside = "".join(
        f'<p14:section name="{name}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{one.slide_id}"/>' for one in found)
        + "</p14:sldIdLst></p14:section>"
        for name, found in slides.items()
    )
    written = f'<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">{inside}</p14:sectionLst>'
    deck.part._element.append(etree.fromstring(written))


def test_a_deck_is_one_lesson_with_a_heading_for_each_slide() -> None:
    def build(deck: Any) -> None:
        slide(deck, "防诈骗", "社区学院", layout=COVER)
        slide(deck, "三不", "不听", "不信")

    (lesson,) = read_slides(build).lessons
    assert lesson.title == "防诈骗"
    assert lesson.blocks == [Text("<p>社区学院</p>"), Heading("三不"), Text("<ul><li>不听</li><li>不信</li></ul>")]


def test_sections_are_lessons() -> None:
    def build(deck: Any) -> None:
        first, second, third = slide(deck, "甲"), slide(deck, "乙"), slide(deck, "丙")
        section(deck, 上午=[first, second], 下午=[third])

    outline = read_slides(build)
    assert [(lesson.title, lesson.blocks) for lesson in outline.lessons] == [
        ("上午", [Heading("甲"), Heading("乙")]),
        ("下午", [Heading("丙")]),
    ]


def test_without_sections_a_slide_that_heads_a_part_begins_a_lesson() -> None:
    def build(deck: Any) -> None:
        for title, layout in (("电话", PART), ("接", CONTENT), ("短信", PART)):
            slide(deck, title, layout=layout)

    assert [lesson.title for lesson in read_slides(build).lessons] == ["电话", "短信"]


def test_notes_pictures_and_tables_come_along() -> None:
    def build(deck: Any) -> None:
        added = slide(deck, "看图", layout=ONLY_TITLE)
        shown = added.shapes.add_picture(io.BytesIO(png()), 0, 0)
        shown._element.xpath(".//p:cNvPr")[0].set("descr", "一部电话")
        table = added.shapes.add_table(2, 2, 0, 0, Inches(2), Inches(1)).table
        for place, text in enumerate(("谁", "号码", "警察", "110")):
            table.cell(place // 2, place % 2).text = text
        added.notes_slide.notes_text_frame.text = "慢慢讲。\n<b>"

    (lesson,) = read_slides(build).lessons
    shown, table, notes = lesson.blocks
    assert shown.alt == "一部电话"
    assert table == Table((("谁", "号码"), ("警察", "110")), has_headings=True)
    assert notes == Text("<p>慢慢讲。</p><p>&lt;b&gt;</p>")


def test_the_name_of_a_file_is_no_description() -> None:
    def build(deck: Any) -> None:
        slide(deck, "看图", layout=ONLY_TITLE).shapes.add_picture(io.BytesIO(png()), 0, 0)

    (lesson,) = read_slides(build).lessons
    assert (lesson.pictures[0].alt, lesson.without_alt) == ("", 1)


def test_what_stands_in_a_group_is_taken_too_and_links_that_run_something_are_not() -> None:
    def build(deck: Any) -> None:
        group = slide(deck, "组", layout=ONLY_TITLE).shapes.add_group_shape()
        frame = group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame
        for text, address in (("学院", "https://college.example/"), ("别点", "javascript:alert(1)")):
            run = frame.paragraphs[0].add_run()
            run.text, run.hyperlink.address = text, address

    assert read_slides(build).lessons[0].blocks == [
        Text('<p><a href="https://college.example/">学院</a>别点</p>'),
    ]


def test_what_cannot_be_taken_is_told_by_slide() -> None:
    def build(deck: Any) -> None:
        slide(deck, "甲")
        slide(deck, "藏起来的")._element.set("show", "0")
        data = CategoryChartData()
        data.categories = ["春"]
        data.add_series("人", [1])
        charted = slide(deck, "图", layout=ONLY_TITLE)
        charted.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(1), Inches(1), data)
        poster = io.BytesIO(png())
        charted.shapes.add_movie(io.BytesIO(b"film"), 0, 0, Inches(1), Inches(1), poster, "video/mp4")

    outline = read_slides(build)
    told = [(one.place, one.sentence[:6]) for one in outline.left_out]
    assert ("第 2 张幻灯片", "这张幻灯片是") in told
    assert ("第 3 张幻灯片", "图表没有取。") in told
    assert ("第 3 张幻灯片", "视频和声音没") in told
    assert [block for block in outline.lessons[0].blocks if isinstance(block, Heading)] == [Heading("图")]
