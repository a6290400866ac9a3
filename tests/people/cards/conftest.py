import pytest
from django.test import Client

from college.people.models import Organisation, User
from tests.factories import MembershipFactory, OrganisationFactory
from tests.people.cards.cast import worker


@pytest.fixture
def district(db: None) -> Organisation:
    return OrganisationFactory(name="明亮区")


@pytest.fixture
def community(district: Organisation) -> Organisation:
    return OrganisationFactory(name="望湖社区", parent=district)


@pytest.fixture
def learner(xiulan: User, community: Organisation) -> User:
    MembershipFactory(user=xiulan, organisation=community)
    return xiulan


@pytest.fixture
def teacher(community: Organisation) -> User:
    return worker(community, "Editors", "Moderators")


@pytest.fixture
def desk(client: Client, teacher: User) -> Client:
    client.force_login(teacher)
    return client
