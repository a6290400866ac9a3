from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from college.certificates import succession
from college.certificates.models import Award, Certificate
from tests.factories import UserFactory

Give = Callable[..., Certificate]


@pytest.fixture
def running_out(award: Award, give: Give) -> Callable[..., Certificate]:
    """A certificate of a rule that is valid for a year, with so many days left."""

    def until(days: int, name: str = "王秀兰") -> Certificate:
        Award.objects.update(valid_months=12)
        award.refresh_from_db()
        certificate = give(name)
        day = timezone.localdate() + timedelta(days=days)
        content = {**certificate.content, "valid_until": day.isoformat()}
        Certificate.objects.filter(pk=certificate.pk).update(valid_until=day, content=content)
        return Certificate.objects.get(pk=certificate.pk)

    return until


def renewed(certificate: Certificate) -> Certificate:
    return succession.renew(certificate=certificate, by=UserFactory())


def test_a_renewal_goes_on_where_the_old_one_ends(running_out: Callable[..., Certificate]) -> None:
    old = running_out(30)

    new = renewed(old)

    assert old.valid_until
    first = old.valid_until + timedelta(days=1)
    assert new.valid_until == first.replace(year=first.year + 1) - timedelta(days=1)
    assert (new.predecessor, new.succession, new.holder_name) == (old, "renewal", "王秀兰")
    assert {each.state for each in Certificate.objects.all()} == {Certificate.State.VALID}


def test_one_that_has_run_out_is_renewed_from_today(running_out: Callable[..., Certificate]) -> None:
    new = renewed(running_out(-100))

    assert new.days_left in (364, 365)


def test_the_old_one_says_that_it_was_renewed_and_points_on(
    client: Client, running_out: Callable[..., Certificate]
) -> None:
    for days in (30, -100):
        old = running_out(days)
        new = renewed(old)

        text = client.get(f"/verify/{old.serial}/").content.decode()

        assert "续期，另发了新证书" in text
        assert f'href="/verify/{new.serial}/"' in text
        assert ("这张证书有效" in text, "这张证书已过期" in text) == (days > 0, days < 0)


def test_renewals_may_follow_one_another(running_out: Callable[..., Certificate]) -> None:
    first = running_out(-1)
    second = renewed(first)
    Certificate.objects.filter(pk=second.pk).update(valid_until=timezone.localdate())
    third = renewed(Certificate.objects.get(pk=second.pk))

    assert [each.predecessor for each in (first, second, third)] == [None, first, second]


def test_what_need_not_be_renewed_is_not(running_out: Callable[..., Certificate], give: Give) -> None:
    for_ever = give("李明")
    soon, later = running_out(30), running_out(61)
    renewed(soon)
    for certificate, code in ((for_ever, "for-ever"), (later, "not-yet"), (soon, "renewed")):
        with pytest.raises(succession.Refused) as refused:
            renewed(Certificate.objects.get(pk=certificate.pk))
        assert refused.value.code == code


def test_a_rule_that_is_off_renews_nothing(running_out: Callable[..., Certificate]) -> None:
    certificate = running_out(30)
    Award.objects.update(is_active=False)

    with pytest.raises(succession.Refused) as refused:
        renewed(Certificate.objects.get(pk=certificate.pk))

    assert refused.value.code == "rule-off"


def test_who_signs_a_renewal_is_who_signs_today(running_out: Callable[..., Certificate], award: Award) -> None:
    certificate = running_out(30)
    award.issuer.signatory = "新负责人"
    award.issuer.save()

    assert renewed(Certificate.objects.get(pk=certificate.pk)).printed.signatory == "新负责人"


def test_revoking_a_renewal_takes_back_what_it_renewed(running_out: Callable[..., Certificate]) -> None:
    old = running_out(30)

    succession.revoke(certificate=renewed(old), by=UserFactory(), reason="冒名学习")

    assert {each.state for each in Certificate.objects.all()} == {Certificate.State.REVOKED}


def test_a_renewed_one_is_revoked_by_its_renewal_only(running_out: Callable[..., Certificate]) -> None:
    old = running_out(30)
    renewed(old)

    with pytest.raises(succession.Refused) as refused:
        succession.revoke(certificate=old, by=UserFactory(), reason="冒名学习")

    assert refused.value.code == "renewed"


def test_what_a_wrong_one_renewed_is_wrong_too(running_out: Callable[..., Certificate]) -> None:
    old = running_out(30)

    succession.correct(certificate=renewed(old), by=UserFactory(), reason="错了", holder="王秀蓝")

    old.refresh_from_db()
    assert old.state == Certificate.State.SUPERSEDED
    assert [each.holder_name for each in Certificate.objects.valid()] == ["王秀蓝"]
