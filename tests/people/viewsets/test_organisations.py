import pytest
from django.contrib.messages import get_messages
from django.test import Client

from college.people.models import Organisation, User
from tests.factories import IssuerFactory, MembershipFactory, OrganisationFactory

ORGANISATIONS = "/admin/organisations/"


@pytest.fixture
def chain(db: None) -> list[Organisation]:
    """One of each level, from the district down."""
    chain: list[Organisation] = []
    for name in ["蜀山区", "三里庵街道", "梅山社区", "梅山楼"]:
        chain.append(OrganisationFactory(name=name, parent=chain[-1] if chain else None))
    return chain


def write(name: str, parent: Organisation | None = None, number: str = "") -> dict[str, object]:
    return {"name": name, "parent": parent.pk if parent else "", "centre_number": number}


def said(response: object) -> str:
    return "".join(str(message) for message in get_messages(response.wsgi_request))


def test_an_administrator_makes_a_district_and_a_street_in_it(admin: Client) -> None:
    admin.post(f"{ORGANISATIONS}new/", write("蜀山区"))
    district = Organisation.objects.get()
    admin.post(f"{ORGANISATIONS}new/", write("三里庵街道", district, "SS-001"))
    street = Organisation.objects.get(name="三里庵街道")
    assert street.get_parent() == district
    assert street.centre_number == "SS-001"


def test_two_organisations_without_a_number_do_not_collide(admin: Client) -> None:
    admin.post(f"{ORGANISATIONS}new/", write("蜀山区"))
    admin.post(f"{ORGANISATIONS}new/", write("包河区"))
    assert Organisation.objects.count() == 2


def test_a_fifth_level_is_refused_with_a_sentence(admin: Client, chain: list[Organisation]) -> None:
    page = admin.post(f"{ORGANISATIONS}new/", write("一室", chain[3]))
    assert "组织只有四级" in page.content.decode()
    assert not Organisation.objects.filter(name="一室").exists()


def test_an_administrator_moves_a_community_with_its_building(admin: Client, chain: list[Organisation]) -> None:
    street = OrganisationFactory(name="南七街道", parent=chain[0])
    admin.post(f"{ORGANISATIONS}edit/{chain[2].pk}/", write("梅山社区", street))
    building = Organisation.objects.get(name="梅山楼")
    assert [place.name for place in building.get_ancestors()] == ["蜀山区", "南七街道", "梅山社区"]
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_an_administrator_corrects_a_name_without_moving(admin: Client, chain: list[Organisation]) -> None:
    admin.post(f"{ORGANISATIONS}edit/{chain[1].pk}/", write("三里庵街道办", chain[0]))
    assert Organisation.objects.get(pk=chain[1].pk).name == "三里庵街道办"
    assert Organisation.objects.get(pk=chain[3].pk).get_ancestors().count() == 3


def test_a_street_becomes_a_district_when_it_loses_its_parent(admin: Client, chain: list[Organisation]) -> None:
    admin.post(f"{ORGANISATIONS}edit/{chain[1].pk}/", write("三里庵街道"))
    assert Organisation.objects.get(pk=chain[1].pk).level == Organisation.Level.DISTRICT
    assert Organisation.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(("moved", "below", "words"), [(1, 1, "自己"), (1, 3, "自己"), (0, 4, "组织只有四级")])
def test_a_move_that_would_break_the_tree_is_refused(admin, chain, moved, below, words) -> None:  # noqa: ANN001
    chain.append(OrganisationFactory(name="包河区"))
    page = admin.post(f"{ORGANISATIONS}edit/{chain[moved].pk}/", write("某处", chain[below]))
    assert words in page.content.decode()
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_an_organisation_with_others_below_is_kept(admin: Client, chain: list[Organisation]) -> None:
    assert "还有下级" in said(admin.post(f"{ORGANISATIONS}delete/{chain[2].pk}/"))
    assert Organisation.objects.count() == 4


def test_an_organisation_with_people_is_kept(admin: Client, chain: list[Organisation]) -> None:
    MembershipFactory(organisation=chain[3])
    assert "还有人属于这个组织" in said(admin.post(f"{ORGANISATIONS}delete/{chain[3].pk}/"))
    assert Organisation.objects.count() == 4


def test_an_empty_organisation_goes(admin: Client, chain: list[Organisation]) -> None:
    admin.post(f"{ORGANISATIONS}delete/{chain[3].pk}/")
    assert list(Organisation.objects.all()) == chain[:3]
    assert Organisation.objects.get(pk=chain[2].pk).is_leaf()


@pytest.mark.parametrize("communities", [1, 10])
def test_the_list_shows_level_number_and_place_in_the_order_of_the_tree(
    admin: Client,
    chain: list[Organisation],
    communities: int,
    django_assert_num_queries,  # noqa: ANN001
) -> None:
    for number in range(communities):
        OrganisationFactory(name=f"社区{number}", centre_number=f"SS-{number}", parent=chain[1])
    admin.get(ORGANISATIONS)
    with django_assert_num_queries(9):
        page = admin.get(ORGANISATIONS).content.decode()
    assert "社区（村）" in page
    assert "SS-0" in page
    assert "蜀山区 › 三里庵街道 › 社区0" in page
    assert page.index("梅山楼") < page.index("社区0")


def test_an_organisation_is_found_by_part_of_its_name_or_number(admin: Client, chain: list[Organisation]) -> None:
    OrganisationFactory(name="庐阳区", centre_number="LY-7")
    page = admin.get(f"{ORGANISATIONS}results/?q=里庵").content.decode()
    assert "三里庵街道" in page
    assert "庐阳区" not in page
    assert "庐阳区" in admin.get(f"{ORGANISATIONS}results/?q=ly-7").content.decode()


def test_the_chooser_offers_the_organisations(admin: Client, chain: list[Organisation]) -> None:
    assert "蜀山区 › 三里庵街道 › 梅山社区 › 梅山楼" in admin.get("/admin/organisation-chooser/").json()["html"]
    found = admin.get("/admin/organisation-chooser/results/?q=里庵").content.decode()
    assert "三里庵街道" in found
    assert "梅山楼" not in found


def test_an_editor_has_no_business_with_organisations(client: Client, editor: User, chain: list[Organisation]) -> None:
    client.force_login(editor)
    assert "/admin/organisations/" not in client.get("/admin/").content.decode()
    assert client.get(ORGANISATIONS).headers["Location"] == "/admin/"
    client.post(f"{ORGANISATIONS}delete/{chain[3].pk}/")
    assert Organisation.objects.count() == 4


def test_an_organisation_that_issues_certificates_is_kept(admin: Client, chain: list[Organisation]) -> None:
    IssuerFactory(organisation=chain[3])
    for response in (
        admin.get(f"{ORGANISATIONS}delete/{chain[3].pk}/"),
        admin.post(f"{ORGANISATIONS}delete/{chain[3].pk}/"),
    ):
        assert "还被这些内容用着" in said(response)
        assert response.headers["Location"] == f"{ORGANISATIONS}edit/{chain[3].pk}/"
    assert Organisation.objects.count() == 4
