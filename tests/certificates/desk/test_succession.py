"""Whoever may issue corrects and renews at the desk, where they work."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from college.certificates import succession
from college.certificates.actions import Claim, issue
from college.certificates.badges import keys
from college.certificates.models import Award, Certificate
from tests.certificates.cast import staff, volunteer
from tests.factories import OrganisationFactory, UserFactory

Give = Callable[..., Certificate]
LIST = "/admin/certificate/"


def url(certificate: Certificate, what: str) -> str:
    return f"{LIST}{what}/{certificate.pk}/"


def printed(certificate: Certificate, **changes: object) -> dict[str, object]:
    """What the form begins with, and what is typed into it."""
    content = certificate.printed
    written = {
        "holder": content.holder,
        "courses": "\n".join(content.courses),
        "hours": content.hours,
        "learned_from": content.learned_from,
        "learned_until": content.learned_until,
        "organisation": content.organisation,
        "reason": "名字里错了一个字",
    }
    return {name: value for name, value in (written | changes).items() if value is not None}


@pytest.fixture
def admin(client: Client, give: Give) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def clerk(client: Client, award: Award) -> Client:
    """Who may look and issue, signed in, at the issuer's organisation."""
    client.force_login(staff("view_certificate", "issue_certificate", at=award.issuer.organisation))
    return client


def test_the_form_begins_with_what_is_printed(clerk: Client, give: Give) -> None:
    certificate = give("王秀兰")

    assert url(certificate, "correct") in clerk.get(url(certificate, "inspect")).content.decode()
    page = clerk.get(url(certificate, "correct")).content.decode()

    for words in ('value="王秀兰"', "社区志愿服务入门", 'value="3"', "它的查验页会写明已更正"):
        assert words in page
    assert Certificate.objects.count() == 1


def test_a_clerk_corrects_a_name(clerk: Client, give: Give) -> None:
    old = give("王秀兰")

    answer = clerk.post(url(old, "correct"), printed(old, holder="王秀蓝"))

    new = Certificate.objects.valid().get()
    assert answer["Location"] == url(new, "inspect")
    assert {**old.content, "holder": "王秀蓝"} == new.content
    assert (new.succession_reason, new.predecessor) == ("名字里错了一个字", old)
    page = clerk.get(url(old, "inspect")).content.decode()
    assert new.serial in page
    assert url(old, "correct") not in page
    assert old.serial in clerk.get(url(new, "inspect")).content.decode()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("身份证 110101194910010028", "身份证 110***********0028"),
        ("身份证 110101 19491001 0028", "身份证 110***********0028"),
        ("身份证：１１０１０１１９４９１００１００２８", "身份证 110***********0028"),
        ("护照 E12345678", "护照 E*****678"),
    ],
)
def test_a_whole_number_of_a_paper_is_not_kept(clerk: Client, give: Give, written: str, kept: str) -> None:
    old = give()

    clerk.post(url(old, "correct"), printed(old, identity=written))

    new = Certificate.objects.valid().get()
    assert new.printed.identity == kept
    page = clerk.get(url(new, "correct")).content.decode()
    clerk.post(url(new, "correct"), printed(new, identity=kept, hours="3.25"))  # the number stays as it is printed
    assert kept in page
    assert Certificate.objects.valid().get().content == new.content | {"hours": "3.25"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": " "}, "请写明为什么更正"),
        ({"holder": ""}, "请写姓名"),
        ({"holder": "\u200b"}, "没有看得见的字"),
        ({"holder": "长" * 61}, "60"),
        ({"hours": "很多"}, "数"),
        ({"identity": "340102194001011234"}, "请先写证件种类"),
        ({"identity": "身份证 340102194001011234"}, "校验码或出生日期对不上"),
        ({"service": "探望，110101 19491001 0028"}, "请不要在这里写身份证号"),
        ({"notes": "110101194910010028"}, "请不要在这里写身份证号"),
        ({"volunteer_number": "１１０１０１１９４９１００１００２８"}, "请不要在这里写身份证号"),
        ({"holder_en": "Wang 110101-19491001-0028"}, "请不要在这里写身份证号"),
        ({"reason": "110101194910010028 写错了"}, "请不要在这里写身份证号"),
        ({"learned_until": "2001-01-01"}, "结束日期早于开始日期"),
        ({}, "没有改动任何内容"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_a_sentence(
    clerk: Client, give: Give, changes: dict[str, object], told: str
) -> None:
    old = give("王秀兰")

    text = clerk.post(url(old, "correct"), printed(old, **changes), follow=True).content.decode()

    assert told in text
    assert Certificate.objects.get() == old


@pytest.mark.parametrize("what", ["correct", "renew"])
def test_what_was_revoked_or_superseded_is_refused_in_a_sentence(clerk: Client, give: Give, what: str) -> None:
    revoked = succession.revoke(certificate=give(), by=UserFactory(), reason="冒名学习")
    superseded = give()
    succession.correct(certificate=superseded, by=UserFactory(), reason="错了", holder="李明")
    count = Certificate.objects.count()

    for old, told in ((revoked, "已经撤销过了"), (superseded, "已经更正过了")):
        for answer in (
            clerk.get(url(old, what), follow=True),
            clerk.post(url(old, what), printed(old, holder="赵一"), follow=True),
        ):
            assert told in answer.content.decode()
    assert Certificate.objects.count() == count


def test_a_clerk_renews(clerk: Client, give: Give) -> None:
    Award.objects.update(valid_months=12)
    old = give()
    assert url(old, "renew") not in clerk.get(url(old, "inspect")).content.decode()
    Certificate.objects.update(valid_until=timezone.localdate() + timedelta(days=30))

    assert url(old, "renew") in clerk.get(url(old, "inspect")).content.decode()
    assert "再有效 12 个月" in clerk.get(url(old, "renew")).content.decode()
    assert Certificate.objects.count() == 1
    clerk.post(url(old, "renew"))

    new = Certificate.objects.latest("pk")
    assert (new.predecessor, new.succession) == (old, "renewal")
    assert "已续期" in clerk.get(url(old, "inspect")).content.decode()


@pytest.fixture
def no_key(tmp_path: Path, settings: Settings) -> None:
    """The file of the key that signs is not on this machine."""
    keys.in_use()
    settings.CERTIFICATE_KEYS_DIR = tmp_path


@pytest.mark.parametrize("what", ["correct", "renew", "reissue"])
def test_without_its_key_nothing_follows_and_the_clerk_reads_why(
    admin: Client, give: Give, request: pytest.FixtureRequest, what: str
) -> None:
    Award.objects.update(valid_months=12)
    old = give("王秀兰")
    Certificate.objects.update(valid_until=timezone.localdate() + timedelta(days=30))
    if what == "reissue":
        succession.revoke(certificate=old, by=UserFactory(), reason="冒名学习")
    request.getfixturevalue("no_key")
    before = list(Certificate.objects.values())

    page = admin.post(url(old, what), printed(old, holder="王秀蓝")).content.decode()

    assert "现在读不到签发证书的密钥" in page
    assert ("王秀蓝" in page) == (what == "correct")
    assert list(Certificate.objects.values()) == before


def test_a_proof_without_a_course_is_named_by_its_title(admin: Client, award: Award) -> None:
    award.required.all().delete()
    proof = issue(award, Claim(person=volunteer("王秀兰")))
    assert proof

    asked = admin.get(url(proof, "revoke")).content.decode()
    succession.revoke(certificate=proof, by=UserFactory(), reason="冒名学习")
    again = admin.get(url(proof, "reissue")).content.decode()

    for page in (asked, again):
        assert "王秀兰 的结业证书" in page
        assert "《》" not in page


@pytest.mark.parametrize("what", ["correct", "renew"])
def test_who_may_only_look_changes_nothing(client: Client, award: Award, give: Give, what: str) -> None:
    old = give()
    client.force_login(staff("view_certificate", "revoke_certificate", at=award.issuer.organisation))

    assert url(old, what) not in client.get(url(old, "inspect")).content.decode()
    client.post(url(old, what), printed(old, holder="赵一"))

    assert Certificate.objects.get() == old


@pytest.mark.parametrize("what", ["correct", "renew"])
def test_who_works_elsewhere_finds_nothing(client: Client, give: Give, what: str) -> None:
    old = give()
    client.force_login(staff("view_certificate", "issue_certificate", at=OrganisationFactory()))

    assert client.get(url(old, what)).status_code == 404
    assert client.post(url(old, what), printed(old, holder="赵一")).status_code == 404
    assert Certificate.objects.get() == old
