from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from college.certificates.desk.previews import content_of
from college.certificates.models import Award, Signatory
from tests.certificates.cast import staff
from tests.factories import AwardFactory

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def award() -> Award:
    """Of a rule that nobody was given anything by."""
    award: Award = AwardFactory(title="结业证书", valid_months=12, required__course__title="志愿服务入门")
    award.signatories.add(Signatory.objects.create(issuer=award.issuer, name="周文清", post="院长"))
    return award


def address(award: Award) -> str:
    return reverse("award:sample", args=[award.pk])


def test_an_editor_sees_the_certificate_of_a_rule_before_anybody_has_one(client: Client, award: Award) -> None:
    client.force_login(staff("change_award", at=award.issuer.organisation))

    assert address(award) in client.get(reverse("award:edit", args=[award.pk])).text
    assert "data:image/png;base64," in client.get(address(award)).text
    assert not award.certificates.exists()


def test_the_sample_says_what_the_rule_says(award: Award) -> None:
    content = content_of(award)

    assert (content.title, content.courses, content.holder) == ("结业证书", ["志愿服务入门"], "张三")
    assert (content.issuer, [signed.name for signed in content.signed]) == (award.issuer.organisation.name, ["周文清"])
    assert (content.valid_until or date.max) > content.issued_on


@pytest.mark.parametrize(("rights", "is_here", "status"), [((), True, 302), (("change_award",), False, 404)])
def test_who_does_not_set_rules_there_sees_none(
    client: Client, award: Award, rights: Any, is_here: bool, status: int
) -> None:
    place = award.issuer.organisation if is_here else AwardFactory().issuer.organisation
    client.force_login(staff(*rights, at=place))

    assert client.get(address(award)).status_code == status
