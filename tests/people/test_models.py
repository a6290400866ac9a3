import pytest
from django.db import IntegrityError

from college.people.models import Organisation, StaffKind, User
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory


@pytest.fixture
def district(db: None) -> Organisation:
    return OrganisationFactory(name="蜀山区")


@pytest.fixture
def street(district: Organisation) -> Organisation:
    return OrganisationFactory(name="三里庵街道", parent=district)


@pytest.fixture
def community(street: Organisation) -> Organisation:
    return OrganisationFactory(name="梅山社区", parent=street)


def test_an_organisation_is_of_the_level_that_its_place_makes_it(community: Organisation) -> None:
    assert community.level == Organisation.Level.COMMUNITY
    assert community.level.label == "社区（村）"


def test_below_a_building_there_is_nothing(community: Organisation) -> None:
    building = OrganisationFactory(parent=community)
    with pytest.raises(IntegrityError):
        OrganisationFactory(parent=building)


def test_a_district_sees_the_people_of_its_whole_subtree_each_once(
    street: Organisation, community: Organisation
) -> None:
    here, below = UserFactory(), UserFactory()
    elsewhere = MembershipFactory().user
    MembershipFactory(user=here, organisation=street)
    MembershipFactory(user=below, organisation=community, kind=StaffKind.VOLUNTEER)
    MembershipFactory(user=below, organisation=community, kind=StaffKind.SOCIAL_WORKER)
    assert sorted(User.objects.in_subtree(street.get_parent()).values_list("pk", flat=True)) == [here.pk, below.pk]
    assert list(User.objects.in_subtree(community)) == [below]
    assert elsewhere not in User.objects.in_subtree(street)


def test_a_subtree_is_its_root_and_all_below(district, street, community) -> None:  # noqa: ANN001
    OrganisationFactory(name="包河区")
    assert list(Organisation.objects.in_subtree(district)) == [district, street, community]
    assert district.height == 3
    assert community.height == 1


@pytest.mark.parametrize("number", [1, 8])
def test_where_organisations_stand_is_read_in_one_query(
    street: Organisation,
    number: int,
    django_assert_num_queries,  # noqa: ANN001
) -> None:
    places = [OrganisationFactory(name=f"社区{place}", parent=street) for place in range(number)]
    with django_assert_num_queries(1):
        trails = Organisation.trails(places)
    assert trails[places[0].path] == "蜀山区 › 三里庵街道 › 社区0"


def test_what_a_person_is_takes_one_query_and_none_if_it_is_known(community, django_assert_num_queries) -> None:  # noqa: ANN001
    person = UserFactory()
    for kind in (StaffKind.VOLUNTEER, StaffKind.SOCIAL_WORKER):
        MembershipFactory(user=person, organisation=community, kind=kind)
    with django_assert_num_queries(1):
        assert person.kinds == {"volunteer", "social-worker"}
    (known,) = User.objects.filter(pk=person.pk).prefetch_related("memberships")
    with django_assert_num_queries(0):
        assert known.kinds == {"volunteer", "social-worker"}


def test_two_people_may_have_no_phone_but_not_the_same_one(db: None) -> None:
    UserFactory(phone=None)
    UserFactory(phone=None)
    UserFactory(phone="+8613800138000")
    with pytest.raises(IntegrityError):
        UserFactory(phone="+8613800138000")
