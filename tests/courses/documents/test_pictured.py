"""What of a PowerPoint file becomes what, if the PDF of its slides comes with it."""

import io
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from college.courses.documents.outlines import Heading, Outline, Picture, Table, Text
from college.courses.documents.reading import read
from tests.courses.documents.files import pdf, png, pptx
from tests.courses.documents.test_slides import COVER, ONLY_TITLE, slide


def read_pictured(build: Callable[[Any], Any], *colours: str) -> Outline:
    return read(SimpleUploadedFile("防诈骗.pptx", pptx(build)), SimpleUploadedFile("防诈骗.pdf", pdf(*colours)))


def colour(outline: Outline, number: int) -> str:
    """Of the picture that stands under number `number` of the lesson's."""
    drawn = outline.pictures[outline.lessons[0].pictures[number - 1].key]
    with Image.open(io.BytesIO(drawn.content)) as picture:
        red, green, blue = picture.convert("RGB").getpixel((800, 600))
    return max((red, "red"), (green, "lime"), (blue, "blue"))[1]


def titled(*titles: str, hidden: str | None = None) -> Callable[[Any], Any]:
    def build(deck: Any) -> None:
        for title in titles:
            added = slide(deck, title, layout=ONLY_TITLE)
            if title == hidden:
                added._element.set("show", "0")

    return build


def test_each_slide_is_its_heading_its_picture_its_words_and_its_notes() -> None:
    def build(deck: Any) -> None:
        slide(deck, "防诈骗", "社区学院", layout=COVER)
        slide(deck, "三不", "不听", "不信").notes_slide.notes_text_frame.text = "慢慢讲。"

    cover, words, heading, drawn, read_below = read_pictured(build, "red", "blue").lessons[0].blocks
    assert (cover.alt, words) == ("幻灯片“防诈骗”的图", Text("<p>社区学院</p>"))
    assert (heading, drawn.alt) == (Heading("三不"), "幻灯片“三不”的图")
    assert read_below == Text("<ul><li>不听</li><li>不信</li></ul><p>慢慢讲。</p>")


def test_the_third_page_is_the_picture_of_the_third_slide() -> None:
    outline = read_pictured(titled("甲", "乙", "丙"), "red", "lime", "blue")
    assert [colour(outline, number) for number in (1, 2, 3)] == ["red", "lime", "blue"]
    assert {(drawn.width, drawn.height) for drawn in outline.pictures.values()} == {(1600, 1200)}


def test_a_hidden_slide_stays_out_whether_the_pdf_has_it_or_not() -> None:
    build = titled("甲", "藏起来的", "丙", hidden="藏起来的")
    for pages in (("red", "lime", "blue"), ("red", "blue")):
        outline = read_pictured(build, *pages)
        assert [colour(outline, number) for number in (1, 2)] == ["red", "blue"]
        assert [one.sentence for one in outline.left_out] == ["这张幻灯片是隐藏的，没有取。"]


def test_what_is_seen_on_the_picture_is_neither_taken_twice_nor_told_as_lost() -> None:
    def build(deck: Any) -> None:
        added = slide(deck, "图", layout=ONLY_TITLE)
        shown = added.shapes.add_picture(io.BytesIO(png()), 0, 0)
        shown._element.xpath(".//p:cNvPr")[0].set("descr", "一部电话")
        data = CategoryChartData()
        data.categories = ["春"]
        data.add_series("人", [1])
        chart = added.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(1), Inches(1), data)
        chart._element.xpath(".//p:cNvPr")[0].set("descr", "春天来了\n一个人")

    outline = read_pictured(build, "red")
    (drawn,) = outline.lessons[0].blocks
    assert drawn.alt == "幻灯片“图”的图：一部电话；春天来了 一个人"
    assert (len(outline.pictures), outline.left_out, outline.lessons[0].without_alt) == (1, [], 0)


def test_a_slide_without_a_title_is_called_by_its_number() -> None:
    outline = read_pictured(titled("甲", ""), "red", "blue")
    assert [picture.alt for picture in outline.lessons[0].pictures] == ["幻灯片“甲”的图", "第 2 张幻灯片的图"]


def test_films_are_told_as_before() -> None:
    def build(deck: Any) -> None:
        film = io.BytesIO(b"film")
        slide(deck, "看").shapes.add_movie(film, 0, 0, Inches(1), Inches(1), io.BytesIO(png()), "video/mp4")

    (told,) = read_pictured(build, "red").left_out
    assert "视频和声音没有取" in told.sentence


def test_a_table_stays_a_table_below_the_picture() -> None:
    def build(deck: Any) -> None:
        table = slide(deck, "号码", layout=ONLY_TITLE).shapes.add_table(2, 2, 0, 0, Inches(2), Inches(1)).table
        for place, text in enumerate(("谁", "号码", "警察", "110")):
            table.cell(place // 2, place % 2).text = text

    outline = read_pictured(build, "red")
    assert isinstance(outline.lessons[0].blocks[0], Picture)
    assert outline.lessons[0].blocks[1] == Table((("谁", "号码"), ("警察", "110")), has_headings=True)


def test_a_picture_that_nobody_described_is_counted_unless_it_is_decoration() -> None:
    def build(deck: Any) -> None:
        for title in ("照片", "花边"):
            slide(deck, title, layout=ONLY_TITLE).shapes.add_picture(io.BytesIO(png()), 0, 0)
        properties = deck.slides[1].shapes[1]._element.xpath(".//p:cNvPr")[0]
        properties.append(properties.makeelement("{urn:any}decorative", {"val": "1"}))

    assert read_pictured(build, "red", "blue").lessons[0].without_alt == 1


def test_more_description_than_an_alternative_text_holds_is_told() -> None:
    def build(deck: Any) -> None:
        shown = slide(deck, "图", layout=ONLY_TITLE).shapes.add_picture(io.BytesIO(png()), 0, 0)
        shown._element.xpath(".//p:cNvPr")[0].set("descr", "长" * 300)

    outline = read_pictured(build, "red")
    assert len(outline.lessons[0].pictures[0].alt) == 250
    assert "只取了前 250 个字" in outline.left_out[0].sentence
