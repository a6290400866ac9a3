import dataclasses
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pytest_django import Settings

from college.certificates.content import Content, chinese_date, printable
from college.certificates.desk.previews import sample_content
from college.certificates.drawing import draw, picture
from college.certificates.models import Layout
from college.certificates.readymade import SERVICE, TRAINING, Readymade, design
from tests.certificates.cast import text_of

CONTENT = Content(
    title="结业证书",
    holder="王秀兰",
    kinds=["志愿者"],
    courses=["社区志愿服务入门"],
    hours="3",
    outcomes=["会用三句话问候独居老人", "会填写服务记录"],
    learned_from=date(2026, 10, 3),
    learned_until=date(2026, 11, 23),
    issuer="明亮社区学院",
    signatory="周文清",
    contact="0551-6000 0000",
    issued_on=date(2026, 11, 23),
)
SERIAL = "HFML-2026-000042-63"
URL = "https://xuetang.example.org/verify/HFML-2026-000042-63/?code=Ab3dEf6hIj9k"


def drawn(kind: Readymade = TRAINING, language: str = "zh", orientation: str = "landscape", **changes: object) -> bytes:
    content = dataclasses.replace(CONTENT, **changes)  # type: ignore[arg-type]
    layout = Layout(design=design(kind, language, orientation))
    return draw(content, layout=layout, serial=SERIAL, verify_url=URL, issued_at=datetime(2026, 11, 23, tzinfo=UTC))


def test_all_that_is_certified_is_printed() -> None:
    printed = text_of(drawn())

    for words in (
        "王秀兰",
        "志愿者",
        "社区志愿服务入门",
        "计3学时",
        "会填写服务记录",
        "明亮社区学院",
        "负责人",
        "周文清",
        SERIAL,
    ):
        assert words in printed
    assert "二〇二六年十月三日至二〇二六年十一月二十三日" in printed
    assert "0551-60000000" in printed


def test_the_seal_says_that_the_certificate_is_electronic() -> None:
    assert "电子证书" in text_of(drawn())


def test_a_course_taken_in_a_day_names_the_day_once() -> None:
    assert "于二〇二六年十月三日，学完" in text_of(drawn(learned_until=date(2026, 10, 3)))


def test_a_course_without_hours_prints_none() -> None:
    assert "学时" not in text_of(drawn(hours=""))


def test_the_file_is_tagged_archivable_and_brings_its_fonts() -> None:
    reader = pypdf.PdfReader(io.BytesIO(drawn()))
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert all("/FontFile3" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts)


def test_the_same_certificate_is_the_same_file() -> None:
    assert drawn() == drawn()


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", [TRAINING, SERVICE])
def test_what_comes_ready_made_is_small_enough_to_send_by_any_phone(
    kind: Readymade, language: str, orientation: str
) -> None:
    pdf = drawn(kind, language, orientation, **vars(sample_content()))

    assert len(pdf) <= 25_000
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    root = reader.trailer["/Root"]
    assert b"<pdfaid:part>2</pdfaid:part>" in root["/Metadata"].get_data()
    headings = [each for each in tags(root["/StructTreeRoot"]) if each["/S"] == "/H1"]
    assert len(headings) == 1
    assert SERIAL in text_of(pdf)


def tags(node: Any) -> Iterator[Any]:
    """All elements of a tagged page below this one."""
    for child in node.get("/K", []):
        element = child.get_object()
        if isinstance(element, dict) and "/S" in element:
            yield element
            yield from tags(element)


def test_only_a_rare_character_brings_a_second_font() -> None:
    def fonts(name: str) -> int:
        return len(pypdf.PdfReader(io.BytesIO(drawn(holder=name))).pages[0]["/Resources"]["/Font"])

    assert (fonts("王喆"), fonts("王㐱")) == (1, 2)


@pytest.mark.parametrize("title", ["endstream", "endobj xref", "trailer<</Size 3>>", ">>stream"])
def test_words_that_a_pdf_is_written_in_are_words_like_any_other(title: str) -> None:
    assert "".join(title.split()) in text_of(drawn(title=title))


@pytest.mark.parametrize(
    "name",
    [
        "李",
        "很长的名字" * 12,
        '#eval("1+1")',
        "*粗* _斜_ $x$ `原样` <标签>",
        "#sys.inputs.content",
        '\\"]}{[引号',
        "<b>王</b>&amp;{{ 7*7 }}{% now %}",
        "/* 注 */ // 释",
        "阿依古丽·买买提",
        "Zoë Ńowak Жанна",
        "王䶮",
    ],
)
def test_a_name_is_printed_as_typed(name: str) -> None:
    assert "".join(name.split()) in text_of(drawn(holder=name))


def embedded(pdf: bytes, family: str) -> TTFont:
    """The font of this family that the page brings."""
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    for font in page["/Resources"]["/Font"].values():
        described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        if described["/FontName"].endswith(f"+{family}"):
            return TTFont(io.BytesIO(described["/FontFile2"].get_data()))
    raise AssertionError(f"no {family} in it")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("王𠀋𠮷", "MingliangHanB"),
        ("𪚥", "MingliangHanB"),
        ("王\U0002b740", "MingliangHanCF"),  # Extension D
        ("王\U0002ebe0", "MingliangHanCF"),  # the last of Extension F
        ("王𰻝\U0003134a", "MingliangRareHan"),  # Extension G
        ("王\U00031350", "MingliangRareHan"),  # Extension H
        ("阿不都ئەركىن", "MingliangArabic"),
        ("扎西 རྣམ་རྒྱལ", "MingliangTibetan"),
        ("ᠪᠠᠶᠠᠷ", "MingliangMongolian"),
        ("阿ꆈꌠ", "MingliangYi"),
        ("김정숙", "MingliangKorean"),
        ("Әсет Қасым", "MingliangLetters"),
    ],
)
def test_a_name_that_the_usual_fonts_lack_is_drawn_by_another(name: str, family: str) -> None:
    pdf = drawn(holder=name)
    font = embedded(pdf, family)

    assert "".join(name.split()) in text_of(pdf)
    assert b"pdfaid" in pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()
    assert len(font.getGlyphOrder()) < 40  # these, what they are put together from, and no others
    assert all(font["glyf"][glyph].numberOfContours for glyph in font.getGlyphOrder()[1:])
    assert len(pdf) < 50_000  # of a font of up to 5 MB


@pytest.mark.parametrize(("name", "is_apart"), [("ئۈرۈمچى", False), ("བོད་ལྗོངས", False), ("明亮社区学院", True)])
def test_letters_that_are_joined_are_not_pulled_apart(name: str, is_apart: bool) -> None:
    page = pypdf.PdfReader(io.BytesIO(drawn(issuer=name, title=name))).pages[0]

    assert (b"-300" in page.get_contents().get_data()) == is_apart


def test_letters_that_are_drawn_together_say_which_they_are() -> None:
    page = pypdf.PdfReader(io.BytesIO(drawn(holder="བཀྲ་ཤིས"))).pages[0]

    # ཤ and the vowel above it: what every reader goes by, though pypdf does not.
    assert b"<FEFF0F640F72>" in page.get_contents().get_data()


def test_a_usual_name_unpacks_no_font(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path

    drawn(holder="王秀兰 Zoë Жанна")

    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("王\U00022610", "王〔U+22610〕"),  # Extension B
        ("王\U000323b0", "王〔U+323B0〕"),  # Extension J
        ("王\ue000", "王〔U+E000〕"),  # private use: a character that only one computer has
        ("王😀", "王〔U+1F600〕"),
        ("葛\U000e0100木", "葛木"),  # a mark that chooses a variant
    ],
)
def test_a_character_that_no_font_has_is_named_and_never_a_box(name: str, printed: str) -> None:
    pdf = drawn(holder=name)

    assert printed in text_of(pdf)
    assert b"pdfaid" in pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize(
    ("kind", "language", "words"),
    [
        (TRAINING, "en", "hascompletedthecourse“社区志愿服务入门”,3hoursofstudy"),
        (SERVICE, "zh", "兹证明王秀兰参加志愿服务"),
        (SERVICE, "en", "WangXiulanhasservedasavolunteer"),
    ],
)
def test_what_comes_ready_made_is_one_page_either_way_up(
    kind: Readymade, language: str, orientation: str, words: str
) -> None:
    printed = text_of(drawn(kind, language, orientation, holder_en="Wang Xiulan", identity="身份证 340***********1234"))

    assert words in printed
    assert ("340***********1234" in printed) == (kind is SERVICE)
    assert SERIAL in printed


@pytest.mark.parametrize("unsaid", ["identity", "volunteer_number", "hours", "organisation", "handler", "contact"])
def test_a_fact_that_is_not_known_leaves_no_hole(unsaid: str) -> None:
    facts = {
        "identity": "身份证 3",
        "volunteer_number": "3401",
        "organisation": "望湖社区",
        "handler": "李",
        "service": "陪同就医",
    }

    assert "陪同就医" in text_of(drawn(SERVICE, **(facts | {unsaid: ""})))


def test_braces_in_a_name_are_the_name_s_own() -> None:
    assert "{课程}[王]" in text_of(drawn(SERVICE, holder="{课程}[王]"))


def test_the_picture_is_small_enough_to_send_and_says_that_it_is_a_sample() -> None:
    layout = Layout(design=design(TRAINING))
    real = picture(CONTENT, layout=layout, serial=SERIAL, verify_url=URL)
    sample = picture(CONTENT, layout=layout, serial=SERIAL, verify_url=URL, sample="样张")

    assert Image.open(io.BytesIO(real)).size[0] == 1500
    assert len(real) < 300_000
    assert real != sample


def test_long_titles_and_many_outcomes_stay_on_one_page() -> None:
    printed = text_of(
        drawn(courses=["很长的课程名" * 42], title="证" * 60, issuer="单位" * 50, outcomes=["学会的事" * 20] * 12)
    )

    assert "很长的课程名" * 42 in printed
    assert printed.count("学会的事" * 20) == 12


def test_a_name_loses_line_breaks_and_marks_that_turn_writing_round() -> None:
    assert printable(" 王\n秀\u202e兰\x00 ") == "王 秀兰"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "二〇二六年十一月二十三日"),
        (date(2030, 1, 10), "二〇三〇年一月十日"),
        (date(2026, 10, 20), "二〇二六年十月二十日"),
        (date(2026, 12, 31), "二〇二六年十二月三十一日"),
    ],
)
def test_a_date_is_written_in_chinese(day: date, words: str) -> None:
    assert chinese_date(day) == words
