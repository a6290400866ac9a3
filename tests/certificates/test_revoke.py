from collections.abc import Callable

import pytest

from college.certificates import succession
from college.certificates.models import Certificate
from tests.factories import UserFactory


def test_a_revoked_certificate_remembers_who_when_and_why(give: Callable[..., Certificate]) -> None:
    clerk = UserFactory()

    certificate = succession.revoke(certificate=give(), by=clerk, reason="  冒名\n学习 ")

    assert (certificate.revoked_by, certificate.revocation_reason) == (clerk, "冒名 学习")
    assert certificate.revoked_at
    assert not certificate.is_valid


def test_a_certificate_is_revoked_once(give: Callable[..., Certificate]) -> None:
    certificate = give()
    succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")

    with pytest.raises(succession.Refused) as refused:
        succession.revoke(certificate=certificate, by=UserFactory(), reason="别的原因")

    assert refused.value.code == "revoked"
    assert Certificate.objects.get().revocation_reason == "冒名学习"


def test_nobody_revokes_without_a_reason(give: Callable[..., Certificate]) -> None:
    with pytest.raises(succession.Refused) as refused:
        succession.revoke(certificate=give(), by=UserFactory(), reason=" \n")

    assert refused.value.code == "no-reason"
