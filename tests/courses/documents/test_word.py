"""What of a Word file becomes what."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.blocks import body_blocks
from college.courses.documents.outlines import Heading, LeftOut, Outline, Picture, Table, Text
from college.courses.documents.reading import read
from tests.courses.documents.files import (
    PAGE_BREAK,
    cell,
    docx,
    heading,
    line,
    link,
    picture,
    png,
    run,
    table,
)

BOLD = "<w:b/>"


def read_word(*body: str, name: str = "讲义.docx", **more: dict) -> Outline:
    return read(SimpleUploadedFile(name, docx(*body, **more)))


def titles(outline: Outline) -> list[str]:
    return [lesson.title for lesson in outline.lessons]


def test_the_largest_headings_are_lessons_and_the_smaller_ones_headings_within() -> None:
    outline = read_word(
        heading("第一课"), heading("认一认", 2), line("日"), heading("写一写", 3), line("月"), heading("第二课")
    )
    assert titles(outline) == ["第一课", "第二课"]
    assert outline.lessons[0].blocks == [Heading("认一认"), Text("<p>日</p><h3>写一写</h3><p>月</p>")]


def test_where_there_are_only_second_headings_those_are_lessons() -> None:
    outline = read_word(heading("上午", 2), heading("热身", 3), heading("下午", 2))
    assert titles(outline) == ["上午", "下午"]
    assert outline.lessons[0].blocks == [Heading("热身")]


def test_a_file_without_headings_is_one_lesson_with_the_name_of_the_file() -> None:
    assert titles(read_word(line("您好。"), name="问好.docx")) == ["问好"]


def test_what_stands_before_the_first_heading_is_a_lesson_with_the_title_of_the_file() -> None:
    outline = read_word(line("防诈骗", "a0"), line("先看这里。"), heading("第一课"), line("不转账。"))
    assert titles(outline) == ["防诈骗", "第一课"]
    assert titles(read_word(line("防诈骗", "a0"), heading("第一课"))) == ["第一课"]


def test_bold_lists_and_links_stay_and_a_link_that_runs_something_does_not() -> None:
    outline = read_word(
        line(run("一定要") + run("小心", BOLD)),
        *(line(text, number=1) for text in ("关火", "关门")),
        *(line(text, number=2) for text in ("先看", "再说")),
        line(link("看这里", "l1") + run("和") + link("别点", "l2") + run(" 1 &lt; 2")),
        links={"l1": "https://college.example/a?b=1&amp;c=2", "l2": "javascript:alert(1)"},
    )
    (text,) = outline.lessons[0].blocks
    assert isinstance(text, Text)
    assert text.html == (
        "<p>一定要<b>小心</b></p><ul><li>关火</li><li>关门</li></ul><ol><li>先看</li><li>再说</li></ol>"
        '<p><a href="https://college.example/a?b=1&amp;c=2">看这里</a>和别点 1 &lt; 2</p>'
    )


def test_what_is_kept_is_what_the_editor_of_lessons_would_have_written() -> None:
    outline = read_word(
        line(run("粗", BOLD) + run("斜", "<w:i/>") + run("下划线", '<w:u w:val="single"/>')),
        line("一", number=1),
        heading("大", 1),
        heading("小", 3),
        line(link("站", "l1")),
        links={"l1": "https://college.example/"},
    )
    converter = ContentstateConverter(dict(body_blocks())["text"].features)
    texts = [block.html for lesson in outline.lessons for block in lesson.blocks if isinstance(block, Text)]
    for html in texts:
        assert "data-block-key" not in html
        again = converter.to_database_format(converter.from_database_format(html))
        assert without_keys(again) == html


def without_keys(html: str) -> str:
    return re.sub(r' data-block-key="\w+"', "", html)


def test_a_picture_stands_where_it_stood_with_what_was_said_of_it() -> None:
    outline = read_word(line("看图"), line(picture("r1", "一棵树")), line("写字"), pictures={"r1": png()})
    before, shown, after = outline.lessons[0].blocks
    assert isinstance(shown, Picture)
    assert (before, shown.alt, after) == (Text("<p>看图</p>"), "一棵树", Text("<p>写字</p>"))
    assert outline.pictures[shown.key].width == 40


def test_the_same_picture_twice_is_kept_once() -> None:
    outline = read_word(line(picture("r1")), line(picture("r2")), pictures={"r1": png(), "r2": png()})
    assert (len(outline.pictures), len(outline.lessons[0].pictures)) == (1, 2)


def test_a_table_keeps_its_rows_and_its_merged_cells_are_told_by_page() -> None:
    wide = cell("一天", '<w:gridSpan w:val="2"/>')
    outline = read_word(line(PAGE_BREAK + run("药")), table(["药名", "早", "晚"], ["阿司匹林", wide]))
    assert outline.lessons[0].blocks[1] == Table((("药名", "早", "晚"), ("阿司匹林", "一天", "")), has_headings=False)
    assert LeftOut("第 2 页", "表格里有合并的单元格：文字在第一格，其余的格是空的。") in outline.left_out


def test_a_first_row_in_bold_is_headings() -> None:
    bold = [f"<w:tc>{line(run(text, BOLD))}</w:tc>" for text in ("药名", "次数")]
    assert read_word(table(bold, ["甲", "一"])).lessons[0].tables[0].has_headings


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<m:oMath/>", "公式没有取"),
        ('<w:r><w:drawing><c:chart r:id="x"/></w:drawing></w:r>', "图表没有取"),
        ('<w:r><w:commentReference w:id="1"/></w:r>', "批注没有取"),
        ('<w:ins w:id="1"><w:r><w:t>字</w:t></w:r></w:ins>', "还没接受的修订"),
    ],
)
def test_what_no_lesson_can_show_is_told_by_page(inside: str, said: str) -> None:
    outline = read_word(line("第一页"), line(PAGE_BREAK), line(PAGE_BREAK + inside))
    assert [(one.place, said in one.sentence) for one in outline.left_out] == [("第 3 页", True)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x01\x00\x00\x00 EMF", "EMF、WMF"),
        (b"", "EMF、WMF"),
        (png()[:40], "EMF、WMF"),
        (png(size=(4001, 4001)), "像素太多"),
        (png(size=(2, 2)), "小得看不见"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_left_out_and_told_by_page(content: bytes, said: str) -> None:
    outline = read_word(line(PAGE_BREAK + picture("r1")), line("字"), pictures={"r1": content})
    assert [(one.place, said in one.sentence) for one in outline.left_out] == [("第 2 页", True)]
    assert outline.lessons[0].blocks == [Text("<p>字</p>")]


def test_a_picture_is_made_smaller_and_loses_what_it_hides() -> None:
    camera = Image.Exif()
    camera[0x010F] = "secret"
    out = io.BytesIO()
    Image.new("RGB", (3200, 1600), "blue").save(out, "JPEG", exif=camera)
    (drawn,) = read_word(line(picture("r1")), pictures={"r1": out.getvalue() + b"<script>"}).pictures.values()
    assert (drawn.width, drawn.height, drawn.extension) == (1600, 800, "jpg")
    assert b"secret" not in drawn.content
    assert b"<script>" not in drawn.content


def test_a_heading_too_long_for_a_title_is_cut_and_told() -> None:
    outline = read_word(heading("长" * 120))
    assert titles(outline) == ["长" * 100]
    assert "只取了前 100 个字" in outline.left_out[0].sentence
