import io

import pytest
from django.test import Client
from django.utils import timezone

from college.people.models import User
from college.progress.models import RecordExtract
from college.progress.record.extracts import extract
from college.progress.record.periods import Period
from college.strangers import CHECKS_A_MINUTE
from tests.factories import UserFactory
from tests.progress.record.cast import JOINED, a_full_year

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def handed_out() -> tuple[RecordExtract, bytes]:
    learner = UserFactory(display_name="王秀兰", date_joined=JOINED)
    a_full_year(learner, 2025)
    return extract(learner=learner, period=Period.of(2025))


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def compared(client: Client, row: RecordExtract, content: bytes | None) -> str:
    file = {} if content is None else {"file": io.BytesIO(content)}
    answer = client.post(f"/record/{row.code}/", file)
    assert answer.status_code == 200
    return answer.content.decode()


def test_anyone_with_the_code_reads_what_was_handed_out_and_a_masked_name(
    client: Client, handed_out: tuple[RecordExtract, bytes]
) -> None:
    text = page(client, f"/record/{handed_out[0].code}/")
    for words in ("是我们开具的", "王*兰", "2025年", "2025 年第 0 门", "1.5 学时", "1 门", handed_out[0].sha256):
        assert words in text
    assert "王秀兰" not in text


def test_what_happened_since_does_not_change_it(client: Client, handed_out: tuple[RecordExtract, bytes]) -> None:
    for enrolment in handed_out[0].learner.enrolments.all():
        enrolment.course.title = "改了名"
        enrolment.course.save()
    User.objects.filter(pk=handed_out[0].learner_id).update(display_name="改了姓名")
    text = page(client, f"/record/{handed_out[0].code}/")
    assert "2025 年第 0 门" in text
    assert "王*兰" in text
    assert "改" not in text.split("particulars__note")[1]


def test_the_name_of_who_was_erased_is_not_shown(client: Client, handed_out: tuple[RecordExtract, bytes]) -> None:
    User.objects.filter(pk=handed_out[0].learner_id).update(erased_at=timezone.now())
    text = page(client, f"/record/{handed_out[0].code}/")
    assert "姓名已删除" in text
    assert "王*兰" not in text


def test_the_file_that_was_handed_out_is_told_from_any_other(
    client: Client, handed_out: tuple[RecordExtract, bytes]
) -> None:
    row, pdf = handed_out
    assert "一模一样" in compared(client, row, pdf)
    assert "不一样：" in compared(client, row, pdf + b"\n")
    assert "不一样：" in compared(client, row, b"")
    assert "还没有选文件" in compared(client, row, None)


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC-DDDD", "x", "é", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", "AAAA'--", "%00"])
def test_an_unknown_code_is_called_unknown(client: Client, db: None, code: str) -> None:
    answer = client.get(f"/record/{code}/", follow=True)
    assert answer.status_code == 404
    assert "没有这份学习记录" in answer.content.decode()


def test_a_code_typed_as_it_was_read_out_finds_the_record(
    client: Client, handed_out: tuple[RecordExtract, bytes]
) -> None:
    code = handed_out[0].code
    for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", code.replace("-", "－")):
        answer = client.get("/record/", {"code": typed}, follow=True)
        assert answer.redirect_chain == [(f"/record/{code}/", 302)]
        assert answer.status_code == 200
    assert client.get("/record/").status_code == 200


def test_search_engines_and_shared_caches_keep_out(client: Client, handed_out: tuple[RecordExtract, bytes]) -> None:
    for path in ("/record/", f"/record/{handed_out[0].code}/", "/record/x/"):
        answer = client.get(path)
        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer["Cache-Control"]


def test_an_address_that_guesses_codes_is_slowed_down_and_others_are_not(client: Client, db: None) -> None:
    path = "/record/AAAA-BBBB-CCCC-DDDD/"
    answers = [client.get(path, REMOTE_ADDR="203.0.113.7").status_code for _ in range(CHECKS_A_MINUTE + 1)]
    assert answers == [404] * CHECKS_A_MINUTE + [429]
    assert client.get(path, REMOTE_ADDR="203.0.113.8").status_code == 404


@pytest.mark.on_postgres
@pytest.mark.parametrize("code", ["%00", "AB%00CD", "编号", "a" * 3000])
def test_what_can_be_no_code_is_unknown_like_any_other(client: Client, code: str) -> None:
    assert client.get(f"/record/{code}/", follow=True).status_code == 404
