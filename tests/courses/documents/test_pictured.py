"""What of a PowerPoint file becomes what, if the PDF of its slides comes with it."""

import io
from collections.abc import Callable
from html import escape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.util import Inches

from college.courses.documents.outlines import Heading, Outline, Picture, Table, Text
from college.courses.documents.reading import read
from college.courses.documents.slides import DIAGRAM, DRAWING
from tests.courses.documents.files import RELATIONS, pdf, png, pptx
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


def smartart(added: Any, *words: str) -> Any:
    """A graphic and what its data say, as PowerPoint keeps them."""
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{escape(each)}</a:t></a:r></a:p></dgm:t></dgm:pt>" for each in words
    )
    spaces = f'xmlns:dgm="{DIAGRAM[1:-1]}" xmlns:a="{DRAWING[1:-1]}"'
    model = f"<dgm:dataModel {spaces}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>".encode()
    name = added.part.package.next_partname("/ppt/diagrams/data%d.xml")
    part = Part(
        name,
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        added.part.package,
        model,
    )
    key = added.part.relate_to(part, f"{RELATIONS}/diagramData")
    graphic = parse_xml(
        f"""<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {spaces}
        xmlns:r="{RELATIONS}"><p:nvGraphicFramePr><p:cNvPr id="9" name="流程" descr="两步"/>
        <p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm>
        <a:graphic><a:graphicData uri="{DIAGRAM[1:-1]}"><dgm:relIds r:dm="{key}"/></a:graphicData></a:graphic>
        </p:graphicFrame>"""
    )
    added.shapes._spTree.append(graphic)
    return graphic


def test_each_slide_is_its_heading_its_picture_its_words_and_its_notes() -> None:
    def build(deck: Any) -> None:
        slide(deck, "防诈骗", "社区学院", layout=COVER)
        slide(deck, "三不", "不听", "不信").notes_slide.notes_text_frame.text = "慢慢讲。"

    cover, words, heading, drawn, read_below = read_pictured(build, "red", "blue").lessons[0].blocks
    assert (cover.alt, words) == ("防诈骗", Text("<p>社区学院</p>"))
    assert (heading, drawn.alt) == (Heading("三不"), "三不")
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
    assert drawn.alt == "图：一部电话；春天来了 一个人"
    assert (len(outline.pictures), outline.lessons[0].without_alt) == (1, 0)
    assert [one.sentence[:10] for one in outline.left_out] == ["图表里的字和数只在图"]


def test_the_words_of_smartart_stand_below_the_picture_that_shows_it() -> None:
    def build(deck: Any) -> None:
        smartart(slide(deck, "流程", layout=ONLY_TITLE), "先报名", "再 <上课>")

    outline = read_pictured(build, "red")
    assert outline.lessons[0].blocks[1] == Text("<ul><li>先报名</li><li>再 &lt;上课&gt;</li></ul>")
    assert outline.left_out == []
    alone = read(SimpleUploadedFile("流程.pptx", pptx(build)))
    assert alone.lessons[0].blocks == [outline.lessons[0].blocks[1]]
    assert [one.sentence.partition("。")[0] for one in alone.left_out] == ["SmartArt 图形没有取，只取了里面的字"]


def test_smartart_whose_data_is_missing_has_no_words() -> None:
    def build(deck: Any) -> None:
        graphic = smartart(slide(deck, "没有的", layout=ONLY_TITLE), "先报名")
        graphic.xpath(".//*[local-name() = 'relIds']")[0].attrib.clear()

    assert [type(block) for block in read_pictured(build, "red").lessons[0].blocks] == [Picture]


def test_a_group_that_is_described_tells_of_all_in_it() -> None:
    def build(deck: Any) -> None:
        group = slide(deck, "春夏", layout=ONLY_TITLE).shapes.add_group_shape()
        for _season in range(2):
            group.shapes.add_picture(io.BytesIO(png()), 0, 0)
        group._element.xpath("p:nvGrpSpPr/p:cNvPr")[0].set("descr", "两张照片：春和夏")

    (lesson,) = read_pictured(build, "red").lessons
    assert (lesson.pictures[0].alt, lesson.without_alt) == ("春夏：两张照片：春和夏", 0)


def test_a_described_file_in_a_slide_is_told_and_a_shape_filled_with_a_photo_is_not() -> None:
    def build(deck: Any) -> None:
        added = slide(deck, "表", layout=ONLY_TITLE)
        held = added.shapes.add_ole_object(io.BytesIO(b"sheet"), "Excel.Sheet.12", 0, 0)
        held._element.xpath("p:nvGraphicFramePr/p:cNvPr")[0].set("descr", "报名表")
        filled = slide(deck, "照片", layout=ONLY_TITLE).shapes.add_shape(MSO_SHAPE.OVAL, 0, 0, Inches(1), Inches(1))
        filled._element.spPr.append(parse_xml(f'<a:blipFill xmlns:a="{DRAWING[1:-1]}"><a:blip/></a:blipFill>'))

    told, untold = read_pictured(build, "red", "blue").lessons[0].pictures
    assert (told.is_told, untold.is_told) == (True, False)


def test_a_slide_without_a_title_is_called_by_its_number() -> None:
    outline = read_pictured(titled("甲", ""), "red", "blue")
    assert [picture.alt for picture in outline.lessons[0].pictures] == ["甲", "第 2 张幻灯片"]


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
