import io
from hashlib import sha256

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from college.people.models import User
from college.people.privacy.erasure import erase
from college.progress.models import RecordExtract
from college.progress.record.extracts import extract
from college.progress.record.periods import Period
from college.progress.record.views import EXTRACTS_AN_HOUR
from tests.progress.record.cast import a_course_taken, a_day, a_full_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ADDRESS = "/my/record.pdf"


def words_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_learner_takes_a_pdf_away_that_can_be_checked(client: Client, learner: User) -> None:
    a_full_year(learner, 2025)
    response = client.post(ADDRESS, {"period": "2025"})
    kept = RecordExtract.objects.get()
    assert response["Content-Type"] == "application/pdf"
    assert kept.sha256 == sha256(response.content).hexdigest()
    assert kept.learner == learner
    printed = words_of(response.content)
    for words in (
        "王秀兰",
        "2025年第0门",
        "学完全部3课（第2版）",
        "1.5学时",
        "80分",
        kept.code,
        f"/record/{kept.code}/",
    ):
        assert words in printed


def test_what_was_handed_out_stays_as_it_was(learner: User) -> None:
    course = a_course_taken(learner, "学会写名字", a_day(2025)).course
    kept, _pdf = extract(learner=learner, period=Period.of(2025))
    before = RecordExtract.objects.values().get(pk=kept.pk)
    course.title = "改了名"
    course.save()
    User.objects.filter(pk=learner.pk).update(display_name="改了姓名")
    assert RecordExtract.objects.values().get(pk=kept.pk) == before
    assert before["content"]["name"] == "王秀兰"
    assert before["content"]["sections"][0]["rows"][0][0] == "学会写名字"


@pytest.mark.on_postgres
def test_whoever_is_erased_while_their_paper_is_being_set_leaves_no_name_behind(learner: User) -> None:
    erase(person=User.objects.get(pk=learner.pk), by=learner)
    with pytest.raises(PermissionDenied):
        extract(learner=learner, period=Period.of(2025))
    assert not RecordExtract.objects.exists()


def test_a_long_record_goes_on_over_pages_and_is_tagged_archivable_and_brings_its_fonts(learner: User) -> None:
    for year in (2024, 2025):
        a_full_year(learner, year, number=12)
    _kept, pdf = extract(learner=learner, period=Period())
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert len(reader.pages) > 1
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/MarkInfo"]["/Marked"]
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert all("/FontFile3" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts)


@pytest.mark.parametrize("name", ['#eval("1+1")', '*粗* _斜_ $x$ `原样` \\"]}{', "王\U0003134a"])
def test_a_name_is_printed_as_typed(learner: User, name: str) -> None:
    learner.display_name = name
    _kept, pdf = extract(learner=learner, period=Period())
    assert "".join(name.replace("\U0003134a", "").split()) in words_of(pdf)


def test_codes_tell_nothing_of_one_another(learner: User) -> None:
    codes = [extract(learner=learner, period=Period())[0].code for _ in range(3)]
    assert len(set(codes)) == 3
    assert all(len(set(code)) > 6 for code in codes)


def test_the_paper_is_chinese_whatever_language_its_reader_chose(client: Client, learner: User) -> None:
    client.cookies["django_language"] = "en"
    a_course_taken(learner, "课", a_day(2025))
    printed = words_of(client.post(ADDRESS, {"period": "2025"}).content)
    assert "2025年6月15日" in printed


@pytest.mark.parametrize("period", ["", "2023", "x"])
def test_a_period_that_is_not_offered_is_not_found_and_leaves_nothing(
    client: Client, learner: User, period: str
) -> None:
    assert client.post(ADDRESS, {"period": period}).status_code == 404
    assert not RecordExtract.objects.exists()


def test_looking_at_the_address_hands_out_nothing(client: Client, learner: User) -> None:
    assert client.get(ADDRESS, {"period": "2025"}).status_code == 405


def test_who_takes_very_many_is_asked_to_wait_and_may_go_on_reading(client: Client, learner: User) -> None:
    for _ in range(EXTRACTS_AN_HOUR):
        client.post(ADDRESS, {"period": "2025"})
    answer = client.post(ADDRESS, {"period": "2025"}, follow=True)
    assert RecordExtract.objects.count() == EXTRACTS_AN_HOUR
    assert "请过一个小时再下载" in answer.content.decode()
