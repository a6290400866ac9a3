"""A PDF that somebody was sent is held against the one that was issued."""

import dataclasses
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date

import pypdf
import pytest
import typst
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from college import typesetting
from college.certificates import succession
from college.certificates.content import Content
from college.certificates.drawing import draw
from college.certificates.models import Award, Certificate, Template
from college.certificates.serials import compose
from college.certificates.verifying.papers import MOST_BYTES
from college.certificates.verifying.tries import READ_A_MINUTE, WRONG_AN_HOUR
from college.people.privacy.erasure import erase
from college.uploads import SMALL_BYTES
from tests.factories import UserFactory

Give = Callable[..., Certificate]


def send(client: Client, content: bytes, status: int = 200, *, name: str = "证书.pdf") -> str:
    answer = client.post("/verify/file/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == status
    return answer.content.decode()


def issued(certificate: Certificate) -> bytes:
    return bytes(Certificate.objects.defer(None).get(pk=certificate.pk).pdf)


def written(build: Callable[[pypdf.PdfWriter], object], pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    build(writer)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def saved_again(certificate: Certificate) -> bytes:
    return written(lambda writer: writer.add_metadata({"/Producer": "WPS"}), issued(certificate))


def forged(certificate: Certificate, **changes: object) -> bytes:
    content: Content = dataclasses.replace(certificate.printed, **changes)  # type: ignore[arg-type]
    return draw(
        content,
        layout=certificate.layout,
        serial=certificate.serial,
        verify_url=certificate.verify_url,
        issued_at=certificate.issued_at,
    )


def with_words(pdf: bytes, lines: list[str]) -> bytes:
    """With these on a page more, in a font of the paper's own kind."""
    template = '#set text(font: "Noto Sans SC", size: 4pt)\n#for line in json("lines.json") [#line \\\n]'
    more = typst.compile(
        {"main.typ": template.encode(), "lines.json": json.dumps(lines).encode()},  # type: ignore[call-overload]
        font_paths=[str(folder) for folder in typesetting.FONTS],
    )
    return written(lambda writer: writer.append(io.BytesIO(more)), pdf)


def empty_pages(count: int) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(count):
        writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_the_file_as_it_was_issued_is_known_and_shows_the_whole_certificate(client: Client, give: Give) -> None:
    text = send(client, issued(give("王秀兰")))

    assert "一字不差，就是我们发出的那一份" in text
    assert "这张证书有效" in text
    assert "王秀兰" in text


def test_a_file_that_was_saved_again_is_compared_word_by_word(client: Client, give: Give) -> None:
    certificate = give("王秀兰")
    again = saved_again(certificate)
    assert again != issued(certificate)

    text = send(client, again)

    assert "另存或者重新打印过" in text
    assert "证书上的各项都对得上；多出来的文字没有核对" in text
    assert "王*兰" in text


def test_a_file_with_another_name_is_told_so_and_not_whose_it_is(client: Client, give: Give) -> None:
    text = send(client, forged(give("王秀兰"), holder="李大伟"))

    assert "对不上的是：姓名。" in text
    for kept in ("王*兰", "秀", "社区志愿服务入门"):
        assert kept not in text
    assert "持证人姓什么？" in text


@pytest.mark.parametrize("name", ["王秀", "王秀兰花", "大王秀兰", "王秀蘭", "王"])
def test_a_name_that_is_nearly_the_same_is_another(client: Client, give: Give, name: str) -> None:
    assert "对不上的是：姓名。" in send(client, forged(give("王秀兰"), holder=name))


@pytest.mark.parametrize("holder_en", ["", "Wang Xiulan"])
def test_an_english_certificate_is_compared_by_the_name_that_is_printed(
    client: Client, award: Award, give: Give, holder_en: str
) -> None:
    award.template = Template.objects.filter(language=Template.Language.ENGLISH).first()
    award.save()
    certificate = give("王秀兰")
    if holder_en:
        certificate = succession.correct(
            certificate=certificate, by=UserFactory(), reason="没有印英文姓名", holder_en=holder_en
        )

    assert "证书上的各项都对得上" in send(client, saved_again(certificate))
    changed = {"holder_en": "Li Dawei"} if holder_en else {"holder": "李大伟"}
    assert "对不上的是：姓名。" in send(client, forged(certificate, **changed))


@pytest.mark.parametrize("name", ["王\U0003134a", "王\ue000兰", "王\ufe00秀兰"])
def test_a_name_with_a_character_that_no_font_has_is_compared(client: Client, give: Give, name: str) -> None:
    certificate = give(name)

    assert "证书上的各项都对得上" in send(client, saved_again(certificate))
    assert "对不上的是：姓名。" in send(client, forged(certificate, holder="王\U0003134b"))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"hours": "30"}, "对不上的是：学时。"),
        ({"courses": ["急救员培训"]}, "对不上的是：课程。"),
        ({"title": "优秀证书"}, "对不上的是：证书名称。"),
        ({"issued_on": date(2020, 1, 1)}, "对不上的是：日期。"),
        ({"issuer": "另一个学院"}, "对不上的是：发证单位。"),
    ],
)
def test_a_file_in_which_something_was_changed_is_told_what(
    client: Client, give: Give, changes: dict[str, object], told: str
) -> None:
    text = send(client, forged(give("王秀兰"), **changes))

    assert told in text
    assert "请不要相信这个文件" in text
    assert "这张证书有效" not in text
    assert "王*兰" in text  # who sent it knows the name


def test_a_number_that_was_never_given_is_unknown(client: Client, give: Give) -> None:
    certificate = give()
    serial = compose("HFML", 2026, 999)
    pdf = draw(
        certificate.printed,
        layout=certificate.layout,
        serial=serial,
        verify_url="https://example.org",
        issued_at=certificate.issued_at,
    )

    text = send(client, pdf, 404)

    assert "没有这张证书" in text
    assert serial in text


def test_names_cannot_be_guessed_by_sending_one_file_after_another(client: Client, give: Give) -> None:
    certificate = give("王秀兰")
    for number in range(WRONG_AN_HOUR):
        assert "对不上的是：姓名。" in send(client, forged(certificate, holder=f"李{'一二三四五'[number]}"))

    assert "试得太多了" in send(client, saved_again(certificate), 400)
    assert "一字不差" in send(client, issued(certificate))


def test_names_cannot_be_looked_for_in_a_file_of_thousands(client: Client, give: Give) -> None:
    certificate = give("王秀兰")
    names = [f"王{first}{last}" for first in "秀桂玉春" for last in "兰花英香"] * 6

    text = send(client, with_words(saved_again(certificate), names), 400)

    assert "多出来很多文字" in text
    assert "王*兰" not in text


def test_who_is_right_by_a_file_is_counted_too(client: Client, give: Give) -> None:
    certificate = give("王秀兰")
    for _ in range(WRONG_AN_HOUR):
        assert "王*兰" in send(client, saved_again(certificate))

    assert "试得太多了" in send(client, saved_again(certificate), 400)
    assert "一字不差" in send(client, issued(certificate))


def test_a_few_words_more_are_said_not_to_be_checked(client: Client, give: Give) -> None:
    text = send(client, with_words(saved_again(give("王秀兰")), ["优秀学员"]))

    assert "多出来的文字没有核对" in text
    assert "一样" not in text[text.index("另存") : text.index("另存") + 80]


def test_an_address_that_sends_file_after_file_is_asked_for_patience(client: Client, db: None) -> None:
    for _ in range(READ_A_MINUTE):
        assert "没有读到证书编号" in send(client, empty_pages(1), 400)
    assert "过一分钟再试" in send(client, empty_pages(1), 400)


def test_the_original_of_an_erased_holder_is_still_known(client: Client, give: Give) -> None:
    certificate = give("王秀兰")
    original, again = issued(certificate), saved_again(certificate)
    erase(person=certificate.holder, by=certificate.holder)

    text = send(client, original)
    assert "一字不差" in text
    assert "姓名已删除" in text
    assert "王秀兰" not in text
    assert "已要求删除个人资料" in send(client, again, 400)


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 20)).save(stream, "PNG")
    return stream.getvalue()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("证书.txt", "证书")
    return stream.getvalue()


def with_a_script(writer: pypdf.PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def nested() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"]" * 100_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def bomb() -> bytes:
    """A page whose text unpacks to 200 MB."""
    content = StreamObject()
    content._data = bytes(200 * 1024**2)
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(100, 100)
    packed = content.flate_encode()
    page[NameObject("/Contents")] = writer._add_object(packed)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: b"", "这个文件是空的"),
        (archive, "这不是 PDF 文件"),
        (picture, "这不是 PDF 文件"),
        (lambda: b"%PDF-1.7\n" + bytes(MOST_BYTES), "文件太大"),
        (lambda: bytes(20 * 1024**2), "文件太大"),
        (lambda: b"%PDF-1.7\nnothing", "坏了，读不出来"),
        (nested, "读"),
        (bomb, "读"),
        (lambda: empty_pages(4), "页数太多"),
        (lambda: written(lambda writer: writer.encrypt("秘密"), empty_pages(1)), "加了密码"),
        (lambda: written(with_a_script, empty_pages(1)), "没有读到证书编号"),
    ],
)
def test_what_cannot_be_checked_is_answered_in_one_sentence(
    client: Client, db: None, make: Callable[[], bytes], told: str
) -> None:
    text = send(client, make(), 400)

    assert told in text
    assert text.count('role="alert"') == 1


def test_sending_nothing_says_what_to_do(client: Client, db: None) -> None:
    answer = client.post("/verify/file/")

    assert "还没有选文件" in answer.content.decode()
    assert answer.status_code == 400


def test_a_file_beyond_all_measure_is_cut_off(client: Client, db: None) -> None:
    assert "还没有选文件" in send(client, bytes(4 * SMALL_BYTES + 1), 400)


def test_another_page_cannot_send_files_for_somebody(give: Give) -> None:
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post("/verify/file/", {"file": SimpleUploadedFile("a.pdf", issued(give()))})

    assert answer.status_code == 403


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=400), at=st.floats(0, 1))
def test_a_file_with_some_bytes_changed_never_breaks_the_page(
    client: Client, certificate: Certificate, content: bytes, at: float
) -> None:
    cache.clear()
    pdf = issued(certificate)
    place = int(at * len(pdf))
    broken = pdf[:place] + content + pdf[place + len(content) :]
    answer = client.post("/verify/file/", {"file": SimpleUploadedFile("a.pdf", broken)})
    assert answer.status_code in (200, 400, 404)
