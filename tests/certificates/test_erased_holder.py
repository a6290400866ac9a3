import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Site

from college.certificates import succession
from college.certificates.earning import give_what_is_owed
from college.certificates.models import Award, Certificate
from college.people.privacy.erasure import erase
from tests.certificates.cast import completed, earn, volunteer
from tests.factories import UserFactory

Give = Callable[..., Certificate]


def erased(give: Give) -> Certificate:
    certificate = give("王秀兰")
    erase(person=certificate.holder, by=certificate.holder)
    return Certificate.objects.get()


def test_the_certificate_is_still_valid_and_the_page_says_why_it_bears_no_name(client: Client, give: Give) -> None:
    certificate = erased(give)
    page = client.get(f"/verify/{certificate.serial}/?code={certificate.code}").content.decode()
    assert "这张证书有效" in page
    assert "持证人已要求删除个人资料" in page
    assert certificate.pdf_sha256 in page
    assert "社区志愿服务入门" in page
    assert "王秀兰" not in page
    assert "已注销用户" not in page


def test_number_digest_and_course_stay_name_and_file_go(give: Give) -> None:
    before = give("王秀兰")
    erase(person=before.holder, by=before.holder)
    after = Certificate.objects.defer(None).get()
    assert bytes(after.pdf) == b""
    assert (after.serial, after.code, after.pdf_sha256) == (before.serial, before.code, before.pdf_sha256)
    assert {**before.content, "holder": ""} == {**after.content, "holder": ""}
    assert "王秀兰" not in json.dumps(after.content, ensure_ascii=False)


def test_nobody_downloads_a_file_that_is_gone(client: Client, give: Give) -> None:
    certificate = erased(give)
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(f"/my/certificates/{certificate.serial}.pdf").status_code == 404
    page = client.get(f"/admin/certificate/inspect/{certificate.pk}/").content.decode()
    assert f"{certificate.serial}.pdf" not in page


def test_whoever_is_erased_is_owed_nothing(site: Site, give: Give) -> None:
    erased(give)
    assert give_what_is_owed() == 0
    assert Certificate.objects.count() == 1


@pytest.mark.on_postgres
def test_whoever_is_erased_just_before_a_certificate_is_written_gets_none(award: Award) -> None:
    learner = volunteer("王秀兰")
    enrolment = completed(learner, award)

    def erase_once_eligible(run: Callable[..., object], sql: str, *rest: object) -> object:
        answer = run(sql, *rest)
        if not begun and "people_membership" in sql:
            begun.append(True)
            erase(person=learner, by=learner)
        return answer

    begun: list[bool] = []
    with connection.execute_wrapper(erase_once_eligible):
        assert earn(enrolment) is None
    assert begun
    assert not Certificate.objects.exists()


def test_what_a_list_or_a_correction_said_of_them_goes_too(give: Give) -> None:
    said = {"identity": "身份证 340***********1234", "volunteer_number": "HF001", "holder_en": "Wang Xiulan"}
    old = give("王秀兰")
    succession.correct(
        certificate=old, by=UserFactory(), reason="王秀兰来说", service="王秀兰探望老人", notes="代王秀兰", **said
    )
    Certificate.objects.update(share_token=None)
    Certificate.objects.filter(pk=old.pk).update(share_token="a" * 22)

    erase(person=old.holder, by=old.holder)

    for row in Certificate.objects.defer(None).values():
        kept = json.dumps(row, ensure_ascii=False, default=str)
        for gone in ("王秀兰", *said.values()):
            assert gone not in kept
        assert (row["share_token"], bytes(row["pdf"]), row["credential"]) == (None, b"", "")
    assert "探望老人" in Certificate.objects.latest("pk").printed.service
