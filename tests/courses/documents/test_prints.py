"""PDFs that are none, of other slides, or want to do harm: one sentence each, and nothing changes."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, RectangleObject

from college.courses.documents import packages
from college.courses.documents.kept import Shelf
from college.courses.documents.outlines import Outline
from college.courses.documents.prints import UnreadablePrint
from college.courses.documents.reading import read
from tests.courses.board.cast import a_course
from tests.courses.documents.files import docx, line, pdf, pptx, xlsx
from tests.courses.documents.test_pictured import titled

SLIDES = pptx(titled("甲", "乙"))
GOOD = pdf("red", "blue")


def changed(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(GOOD)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def resized(*box: float) -> bytes:
    def resize(writer: PdfWriter) -> None:
        writer.pages[1].mediabox = RectangleObject(box)

    return changed(resize)


def endless() -> bytes:
    """Its first page holds itself, twice."""

    def loop(writer: PdfWriter) -> None:
        form = DecodedStreamObject()
        form.set_data(b"/F Do /F Do")
        form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
        form[NameObject("/BBox")] = RectangleObject((0, 0, 40, 30))
        held = writer._add_object(form)
        resources = writer.pages[0]["/Resources"]
        resources["/XObject"][NameObject("/F")] = held
        form[NameObject("/Resources")] = resources
        writer.pages[0][NameObject("/Contents")] = held

    return changed(loop)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "a text": (lambda: "第一页\n".encode(), "这不是 PDF 文件"),
    "slides again": (lambda: SLIDES, "这不是 PDF 文件"),
    "with a password": (lambda: changed(lambda writer: writer.encrypt("密码")), "加了密码"),
    "a head without a body": (lambda: GOOD[:100], "画不出来"),
    "a page that holds itself": (endless, "画不出来"),
    "one page too few": (lambda: pdf("red"), "PDF 有 1 页，幻灯片有 2 张，对不上"),
    "one page too many": (lambda: pdf("red", "red", "red"), "PDF 有 3 页，幻灯片有 2 张，对不上"),
    "a book": (lambda: pdf(*["red"] * 101), "PDF 有 101 页，一次最多画 100 页"),
    "notes pages": (lambda: pdf("red", "blue", size=(30, 40)), "像是讲义或备注页"),
    "printed on A4": (lambda: pdf("red", "blue", size=(842, 595)), "像是讲义或备注页"),
    "one page of another shape": (lambda: resized(0, 0, 30, 30), "像是讲义或备注页"),
    "a page as large as a town": (lambda: resized(0, 0, 4e6, 3e6), "像是讲义或备注页"),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("which", BAD)
def test_a_bad_pdf_is_refused_in_one_sentence_and_nothing_is_put_by(
    which: str, editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[Outline] = []
    monkeypatch.setattr(Shelf, "put", lambda shelf, outline: put.append(outline))
    make, said = BAD[which]
    files = {"file": SimpleUploadedFile("a.pptx", SLIDES), "pdf": SimpleUploadedFile("a.pdf", make())}
    answer = editor.post(reverse("documents:send", args=[a_course().pk]), files)
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), len(errors["pdf"])) == (200, ["pdf"], 1)
    assert said in errors["pdf"][0]
    assert put == []


@pytest.mark.parametrize("other", [docx(line("您好")), xlsx(lambda book: None)])
def test_only_slides_come_with_a_pdf(other: bytes) -> None:
    with pytest.raises(UnreadablePrint, match="只有 PowerPoint 文件才配 PDF"):
        read(SimpleUploadedFile("a.docx", other), SimpleUploadedFile("a.pdf", GOOD))


def test_a_pdf_larger_than_may_be_is_told_how_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("college.courses.documents.prints.MOST_BYTES", 100)
    with pytest.raises(UnreadablePrint, match="超过了 100"):
        read(SimpleUploadedFile("a.pptx", SLIDES), SimpleUploadedFile("a.pdf", GOOD))


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_slides_and_pdf_may_each_be_as_large_as_a_file_may(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their form takes more than others: 16 MB and twice that."""
    monkeypatch.setattr(packages, "MOST_BYTES", 17 * 1024**2)
    files = {name: SimpleUploadedFile(name, bytes(17 * 1024**2)) for name in ("file", "pdf")}
    answer = editor.post(reverse("documents:send", args=[a_course().pk]), files)
    assert "这不是 .docx" in answer.context["form"].errors["file"][0]


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_two_files_too_large_together_are_told_of_together(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 1024**2)
    files = {"file": SimpleUploadedFile("a.pptx", SLIDES), "pdf": SimpleUploadedFile("a.pdf", bytes(19 * 1024**2))}
    answer = editor.post(reverse("documents:send", args=[a_course().pk]), files)
    assert "选的文件一共 19" in answer.context["form"].errors["file"][0]
