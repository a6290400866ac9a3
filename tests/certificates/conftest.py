from collections.abc import Callable
from decimal import Decimal

import pytest
from wagtail.models import Site

from college.certificates.models import Award, Certificate
from college.people.models import User
from tests.certificates.cast import completed, earn, volunteer
from tests.factories import AwardFactory


@pytest.fixture
def award(site: Site) -> Award:
    return AwardFactory(
        required__course__title="社区志愿服务入门", required__course__hours=Decimal("3.0"), issuer__code="HFML"
    )


@pytest.fixture
def give(award: Award) -> Callable[..., Certificate]:
    """Gives the award's certificate to a new volunteer of this name, or to this person."""

    def issue(name: str = "王秀兰", *, to: User | None = None, under: Award = award) -> Certificate:
        certificate = earn(completed(to or volunteer(name), under))
        assert certificate
        return certificate

    return issue


@pytest.fixture
def certificate(give: Callable[..., Certificate]) -> Certificate:
    """王秀兰's."""
    return give()
