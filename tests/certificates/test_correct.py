from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client
from wagtail.models import Site

from college.certificates import succession
from college.certificates.conditions import owed
from college.certificates.models import Award, Certificate
from college.people.models import User
from college.people.privacy.erasure import erase
from tests.certificates.cast import completed, earn, text_of, volunteer
from tests.factories import AwardFactory, UserFactory
from tests.progress.test_at_once import at_once

Give = Callable[..., Certificate]


def corrected(certificate: Certificate, **changes: object) -> Certificate:
    return succession.correct(
        certificate=certificate, by=UserFactory(), reason="名字写错了", **(changes or {"holder": "王秀蓝"})
    )


def again(certificate: Certificate) -> Certificate:
    return Certificate.objects.defer(None).get(pk=certificate.pk)


def test_a_correction_is_a_new_certificate_and_the_old_one_stays_as_it_was(give: Give) -> None:
    old = again(give("王秀兰"))

    new = corrected(old)

    assert (new.serial != old.serial, new.predecessor, new.succession) == (True, old, "correction")
    assert (new.holder_name, new.course, new.holder) == ("王秀蓝", old.course, old.holder)
    assert "王秀蓝" in text_of(again(new).pdf)
    kept = again(old)
    assert (bytes(kept.pdf), kept.pdf_sha256, kept.content) == (bytes(old.pdf), old.pdf_sha256, old.content)
    assert (kept.state, new.state) == (Certificate.State.SUPERSEDED, Certificate.State.VALID)


def test_only_what_is_corrected_changes(give: Give) -> None:
    old = give("王秀兰")

    new = corrected(old, hours="12", service="上门探望")

    assert {**old.content, "hours": "12", "service": "上门探望"} == new.content


def test_three_corrections_lead_to_the_last(client: Client, give: Give) -> None:
    first = give("王秀兰")
    second = corrected(first, holder="王秀蓝")
    third = corrected(second, holder="王秀岚")
    last = corrected(third, holder="王琇岚")

    text = client.get(f"/verify/{first.serial}/").content.decode()

    assert "已更正，不再有效" in text
    assert f'href="/verify/{last.serial}/"' in text
    assert second.serial not in text
    assert third.serial not in text
    assert Certificate.objects.valid().get() == last


@pytest.mark.parametrize("code", ["revoked", "superseded", "renewed", "erased"])
def test_what_is_closed_is_not_corrected(give: Give, code: str) -> None:
    certificate = give("王秀兰")
    match code:
        case "revoked":
            succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")
        case "superseded":
            corrected(certificate)
        case "renewed":
            Certificate.objects.update(renewed_at=certificate.issued_at)
        case "erased":
            erase(person=certificate.holder, by=certificate.holder)
    count = Certificate.objects.count()

    with pytest.raises(succession.Refused) as refused:
        corrected(certificate, holder="李明")

    assert (refused.value.code, Certificate.objects.count()) == (code, count)


def test_a_correction_says_why_and_corrects_something(give: Give) -> None:
    certificate = give("王秀兰")
    for reason, changes, code in ((" ", {"holder": "李明"}, "no-reason"), ("错了", {"holder": "王秀兰"}, "unchanged")):
        with pytest.raises(succession.Refused) as refused:
            succession.correct(certificate=certificate, by=UserFactory(), reason=reason, **changes)
        assert refused.value.code == code
    assert Certificate.objects.valid().get() == certificate


def test_the_link_that_the_holder_sent_shows_the_corrected_one(client: Client, give: Give) -> None:
    old = give("王秀兰")
    Certificate.objects.update(share_token="a" * 22)

    new = corrected(old)

    assert again(old).share_token is None
    assert new.serial in client.get(f"/certificates/{'a' * 22}/").content.decode()


def test_nobody_is_owed_another_after_a_correction(give: Give, award: Award) -> None:
    certificate = give("王秀兰")
    new = corrected(certificate)

    assert not owed(award).exists()
    assert earn(certificate.enrolment) == new


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_correct_at_the_same_moment_issue_one(site: Site) -> None:
    award = AwardFactory(issuer__code="HFML")
    certificate = earn(completed(volunteer("王秀兰"), award))
    clerk = UserFactory()

    assert certificate
    done = at_once(*(partial(_correct, certificate.pk, name, clerk) for name in ("王秀蓝", "王秀岚")))
    assert sorted(done) == ["done", "superseded"]
    assert Certificate.objects.count() == 2


def _correct(pk: int, name: str, by: User) -> str:
    try:
        certificate = Certificate.objects.get(pk=pk)
        succession.correct(certificate=certificate, by=by, reason="错了", holder=name)
    except succession.Refused as refused:
        return refused.code
    return "done"
