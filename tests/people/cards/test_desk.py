import io

import pypdf
import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from college.people.cards import actions
from college.people.models import AssistedSignIn, Organisation, PictureCode, SignInCard, User
from college.people.working import learners_seen_by
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.people.cards.cast import DESK, FOUR, card_of, scan, sign_in_by_card, worker
from tests.people.test_login import who


def printed(response: object) -> str:
    assert response.headers["Content-Type"] == "application/pdf"  # type: ignore[attr-defined]
    pages = pypdf.PdfReader(io.BytesIO(response.content)).pages  # type: ignore[attr-defined]
    return "\n".join(page.extract_text() for page in pages)


def test_a_teacher_prints_cards_for_all_who_have_none(desk: Client, learner: User, community: Organisation) -> None:
    has_one = MembershipFactory(organisation=community, user__display_name="李明").user
    card_of(has_one)
    text = printed(desk.post(f"{DESK}make/", {"to": "missing"}))
    card = SignInCard.objects.get(learner=learner)
    assert "王秀兰" in text
    assert "望湖社区" in text
    assert card.number in text
    assert "李明" not in text
    assert card.made_by == User.objects.get(display_name="周老师")


def test_ten_cards_fill_a_sheet(desk: Client, community: Organisation) -> None:
    for _number in range(11):
        MembershipFactory(organisation=community)
    response = desk.post(f"{DESK}make/", {"to": "missing"})
    assert len(pypdf.PdfReader(io.BytesIO(response.content)).pages) == 2


def test_a_new_card_for_those_ticked_revokes_the_old_one(desk: Client, learner: User) -> None:
    _card, token = card_of(learner)
    printed(desk.post(f"{DESK}make/", {"chosen": [learner.pk]}))
    assert "这张卡已经作废了" in scan(Client(), token)
    assert SignInCard.objects.in_use().count() == 1


def test_a_sheet_that_cannot_be_drawn_leaves_the_old_card_as_it_is(
    desk: Client,
    learner: User,
    settings,  # noqa: ANN001
) -> None:
    _card, token = card_of(learner)
    settings.WAGTAILADMIN_BASE_URL = "http://" + "x" * 3000  # no QR code has room for it
    with pytest.raises(ValueError, match="too long"):
        desk.post(f"{DESK}make/", {"chosen": [learner.pk]})
    sign_in_by_card(visitor := Client(), token)
    assert who(visitor) == str(learner.pk)


def test_nothing_ticked_is_said(desk: Client, learner: User) -> None:
    card_of(learner)
    for typed in ({}, {"chosen": ["x", "9" * 30]}, {"to": "missing"}):
        assert "没有要制卡的人" in desk.post(f"{DESK}make/", typed, follow=True).content.decode()


def test_cards_of_those_ticked_are_revoked(desk: Client, learner: User, community: Organisation) -> None:
    other = MembershipFactory(organisation=community).user
    card_of(learner)
    card_of(other)
    desk.post(f"{DESK}revoke/", {"chosen": [learner.pk]})
    assert SignInCard.objects.in_use().get().learner == other


def test_all_cards_of_an_organisation_are_revoked_at_once_after_asking(
    desk: Client, learner: User, community: Organisation
) -> None:
    building = OrganisationFactory(parent=community)
    inside = MembershipFactory(organisation=building).user
    for person in (learner, inside):
        card_of(person)
    typed = {"organisation": building.pk}
    assert "将作废 1 张登录卡" in desk.post(f"{DESK}revoke_all/", typed).content.decode()
    assert SignInCard.objects.in_use().count() == 2
    desk.post(f"{DESK}revoke_all/", {**typed, "sure": "yes"})
    assert SignInCard.objects.in_use().get().learner == learner
    desk.post(f"{DESK}revoke_all/", {"sure": "yes"})
    assert not SignInCard.objects.in_use().exists()


def test_who_forgot_her_pictures_chooses_again(desk: Client, learner: User) -> None:
    actions.choose_pictures(learner=learner, pictures=FOUR)
    PictureCode.objects.update(wrong=5)
    assert "选错太多，已停用" in desk.get(DESK, {"state": "locked"}).content.decode()
    desk.post(f"{DESK}pictures/", {"chosen": [learner.pk]})
    assert not PictureCode.objects.exists()


def test_the_desk_shows_only_learners_of_where_one_works(
    desk: Client, teacher: User, learner: User, community: Organisation, district: Organisation
) -> None:
    people = {
        "below": MembershipFactory(organisation=OrganisationFactory(parent=community)).user,
        "above": MembershipFactory(organisation=district).user,
        "beside": MembershipFactory(organisation=OrganisationFactory(parent=district)).user,
        "nowhere": UserFactory(),
        "colleague": worker(community, "Editors"),
        "staff": MembershipFactory(organisation=community, user__is_staff=True).user,
        "chief": MembershipFactory(organisation=community, user__is_superuser=True).user,
        "gone": MembershipFactory(organisation=community, user__is_active=False).user,
    }
    assert set(learners_seen_by(teacher)) == {learner, people["below"]}
    page = desk.get(DESK).content.decode()
    for name, person in people.items():
        assert (f'value="{person.pk}"' in page.split("<tbody>")[1]) == (name == "below")
    desk.post(f"{DESK}make/", {"chosen": [person.pk for person in people.values()]})
    assert {card.learner for card in SignInCard.objects.all()} == {people["below"]}


def test_an_administrator_sees_whoever_learns_wherever(client: Client, learner: User) -> None:
    chief, nobody_s = UserFactory(is_superuser=True), UserFactory()
    client.force_login(chief)
    assert set(learners_seen_by(chief)) == {learner, nobody_s}
    assert "王秀兰" in client.get(DESK).content.decode()


@pytest.mark.parametrize("do", ["", "make/", "revoke/", "revoke_all/", "pictures/", "helped/"])
def test_whoever_only_edits_has_no_business_with_cards(
    client: Client, learner: User, community: Organisation, do: str
) -> None:
    card_of(learner)
    client.force_login(worker(community, "Editors"))
    for response in (client.get(f"{DESK}{do}"), client.post(f"{DESK}{do}", {"chosen": [learner.pk], "sure": "yes"})):
        assert response.status_code in {302, 405}
        assert response.headers.get("Location", "/admin/") == "/admin/"
    assert SignInCard.objects.in_use().exists()


def test_nothing_is_done_by_a_link(desk: Client, learner: User) -> None:
    for do in ("make", "revoke", "revoke_all", "pictures"):
        assert desk.get(f"{DESK}{do}/").status_code == 405


@pytest.mark.parametrize("people", [1, 15])
def test_the_list_costs_the_same_however_many(
    desk: Client,
    community: Organisation,
    people: int,
    django_assert_num_queries,  # noqa: ANN001
) -> None:
    for number in range(people):
        learner = MembershipFactory(organisation=community).user
        card_of(learner)
        if number % 2:
            actions.choose_pictures(learner=learner, pictures=FOUR)
    desk.get(DESK)
    with django_assert_num_queries(18):
        assert desk.get(DESK).status_code == 200


@pytest.mark.parametrize("rows", [1, 15])
def test_the_list_of_who_helped_whom_costs_the_same_however_many(
    desk: Client,
    learner: User,
    teacher: User,
    rows: int,
    django_assert_num_queries,  # noqa: ANN001
) -> None:
    for _number in range(rows):
        offer = actions.offer_help(learner=learner, helper=teacher)
        actions.take_help(pk=offer.pk, tap="")
    desk.get(f"{DESK}helped/")
    with django_assert_num_queries(13):
        page = desk.get(f"{DESK}helped/").content.decode()
    assert page.count("王秀兰") == rows


def test_who_helped_whom_is_shown_of_one_s_own_learners(desk: Client, community: Organisation) -> None:
    stranger = UserFactory(display_name="别处的人")
    offer = actions.offer_help(learner=stranger, helper=UserFactory())
    actions.take_help(pk=offer.pk, tap="")
    assert AssistedSignIn.objects.used().exists()
    assert "别处的人" not in desk.get(f"{DESK}helped/").content.decode()


def test_the_menu_leads_there(desk: Client, teacher: User) -> None:
    assert f'"url": "{DESK}"' in desk.get("/admin/").content.decode()
    assert Permission.objects.filter(codename="manage_cards", group__name="Moderators").exists()


def test_nul_and_nonsense_in_the_filter_find_nobody_and_break_nothing(desk: Client, learner: User) -> None:
    for asked in ({"q": "\0"}, {"organisation": "x"}, {"state": "x"}, {"p": "-1"}, {"p": "9" * 30}):
        assert desk.get(DESK, asked).status_code == 200
    assert "没有找到这样的学员" in desk.get(DESK, {"q": "没有这个人"}).content.decode()
