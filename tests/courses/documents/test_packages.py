"""Files that are none, or want to do harm: one sentence each, and nothing changes."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.models import Picture
from college.courses.documents import outlines, packages, pictures
from college.courses.documents.reading import read
from college.courses.models import LessonPage
from college.spreadsheets import Unreadable
from tests.courses.board.cast import a_course, an_editor, signed_in
from tests.courses.documents.files import changed, docx, heading, line, packed, picture, png, pptx, repacked, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = docx(line("您好"))
ENTITY = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE d [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">]>'


def with_part(name: str, content: bytes, file: bytes = GOOD) -> bytes:
    return changed(file, lambda parts: parts.__setitem__(name, content))


def with_doctype(doctype: str, name: str = "word/document.xml", encoding: str = "utf-8") -> bytes:
    def write(parts: dict[str, str | bytes]) -> None:
        body = bytes(parts[name]).decode().replace("您好", "&x;")
        parts[name] = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{body}'.encode(encoding)

    return changed(GOOD, write)


def locked(file: bytes) -> bytes:
    """Says in its directory that it is encrypted, as some ZIP programs write."""
    at = file.index(b"PK\x01\x02") + 8
    return file[:at] + bytes([file[at] | 1]) + file[at + 1 :]


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "a Word file with a password": (lambda: OLE + bytes(600) + packages.LOCKED, "这个文件加了密码"),
    "a ZIP with a password": (lambda: locked(GOOD), "这个文件加了密码"),
    "an .xls that was renamed": (lambda: OLE + bytes(5000), "这是旧的 .doc、.ppt 或 .xls 文件"),
    "a text": (lambda: "第一课\n".encode(), "这不是 .docx、.pptx 或 .xlsx 文件"),
    "nothing": (lambda: b"", "这个文件是空的"),
    "half a file": (lambda: GOOD[: len(GOOD) // 2], "这不是 .docx、.pptx 或 .xlsx 文件"),
    "a ZIP of photos": (lambda: packed({"a.png": png(), "[Content_Types].xml": "<a/>"}), "这不是 .docx"),
    "a bomb": (lambda: with_part("word/media/image1.png", bytes(20 * 1024**2)), "展开以后太大"),
    "a presentation full of films": (
        lambda: with_part("ppt/media/media1.mp4", bytes(300 * 1024**2), pptx(lambda deck: None)),
        "展开以后太大",
    ),
    "a ZIP that unpacks at once": (
        lambda: repacked(GOOD, zipfile.ZIP_BZIP2),
        "已经损坏",
    ),
    "too many parts": (lambda: packed({f"{n}.xml": "" for n in range(4100)}), "展开以后太大"),
    "Word with macros": (lambda: with_part("word/vbaProject.bin", b"x"), "带有宏"),
    "macros under another name": (
        lambda: changed(
            GOOD,
            lambda parts: parts.__setitem__(
                "[Content_Types].xml",
                bytes(parts["[Content_Types].xml"]).replace(
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"vnd.ms-word.document.macroEnabled.main+xml",
                ),
            ),
        ),
        "带有宏",
    ),
    "PowerPoint with macros": (
        lambda: with_part("ppt/vbaProject.bin", b"x", pptx(lambda deck: None)),
        "带有宏",
    ),
    "Excel with macros": (lambda: with_part("xl/vbaProject.bin", b"x", xlsx(lambda book: None)), "带有宏"),
    "a file of this machine": (lambda: with_doctype(ENTITY), "不该有的外部引用"),
    "a file of this machine, in UTF-16": (lambda: with_doctype(ENTITY, encoding="utf-16"), "不该有的外部引用"),
    "a file of this machine, in a part": (lambda: with_part("word/x.bin", ENTITY.encode()), "不该有的外部引用"),
    "entities within entities": (lambda: with_doctype(LAUGHS), "不该有的外部引用"),
    "XML that ends too early": (lambda: with_part("word/document.xml", b"<w:document>"), "已经损坏"),
    "elements within elements": (
        lambda: with_part("word/document.xml", b"<a>" * 100_000 + b"</a>" * 100_000),
        "已经损坏",
    ),
    "too many lessons": (lambda: docx(*(heading(f"第{n}课") for n in range(60))), "太多了"),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("which", BAD)
def test_a_bad_file_is_refused_in_one_sentence_and_changes_nothing(which: str) -> None:
    make, said = BAD[which]
    course = a_course()
    client: Client = signed_in(an_editor())
    file = SimpleUploadedFile("讲义.docx", make())
    answer = client.post(reverse("documents:send", args=[course.pk]), {"file": file})
    assert (answer.status_code, len(answer.context["form"].errors["file"])) == (200, 1)
    assert said in answer.context["form"].errors["file"][0]
    assert not LessonPage.objects.exists()
    assert not Picture.objects.exists()


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(SimpleUploadedFile("a.docx", content))
    return str(refused.value)


def test_a_file_is_read_for_what_it_is_whatever_it_is_called() -> None:
    assert read(SimpleUploadedFile("讲义.xlsx", GOOD)).lessons[0].title == "讲义"


def test_a_file_larger_than_may_be_is_told_how_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 100)
    assert "超过了 100" in refusal(GOOD).replace("\xa0", " ")


def test_more_text_than_a_parser_should_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(packages.MOST_XML_BYTES, packages.Kind.WORD, 1000)
    assert "内容太多" in refusal(GOOD)


def test_what_lies_about_its_size_is_not_read_beyond_what_it_said() -> None:
    lying = BytesIO(with_part("word/document.xml", b" " * 5000))
    with zipfile.ZipFile(lying) as file:
        real = next(part for part in file.infolist() if part.filename == "word/document.xml")
    content = lying.getvalue().replace(real.file_size.to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert "已经损坏" in refusal(content)


def test_a_file_of_more_pictures_or_blocks_than_one_may_have_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURES", 1)
    two = docx(line(picture("r1")), line(picture("r2")), pictures={"r1": png("red"), "r2": png("blue")})
    outline = read(SimpleUploadedFile("a.docx", two))
    assert len(outline.pictures) == 1
    assert "最多取 1 张图片" in outline.left_out[0].sentence
    monkeypatch.setattr(outlines, "MOST_BLOCKS", 1)
    assert "内容太多" in refusal(docx(line("字"), line(picture("r1")), pictures={"r1": png()}))


def test_pixels_are_counted_over_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS_TOGETHER", 40 * 30)
    two = docx(line(picture("r1")), line(picture("r2")), pictures={"r1": png("red"), "r2": png("blue")})
    outline = read(SimpleUploadedFile("a.docx", two))
    assert (len(outline.pictures), "像素太多" in outline.left_out[0].sentence) == (1, True)
