from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from college.people.cards import actions
from college.people.models import AssistedSignIn, Organisation, SignInCard, User
from tests.factories import MembershipFactory, OrganisationFactory
from tests.people.cards.cast import HELP, HELPED, card_of, pass_in, worker
from tests.people.test_login import PASSWORD, who


@pytest.fixture
def helper(community: Organisation) -> User:
    return worker(community, "助学员", name="陈晓")


@pytest.fixture
def helping(helper: User) -> Client:
    helping = Client()
    helping.force_login(helper)
    return helping


def offered(helping: Client, learner: User) -> AssistedSignIn:
    helping.post(f"{HELP}{learner.pk}/begin/")
    return AssistedSignIn.objects.waiting().get(learner=learner)


def typed(client: Client, digits: str) -> str:
    return client.post(HELPED, {"code": digits}, follow=True).content.decode()


def test_a_helper_reads_out_six_digits_and_the_learner_is_in(
    client: Client, helping: Client, helper: User, learner: User
) -> None:
    assert "王秀兰" in helping.get(HELP).content.decode()
    page = helping.post(f"{HELP}{learner.pk}/begin/", follow=True).content.decode()
    offer = AssistedSignIn.objects.get()
    assert f"{offer.digits[:3]} {offer.digits[3:]}" in page
    page = typed(client, f" {offer.digits[:3]} {offer.digits[3:]}")
    assert "陈晓在帮您登录" in page
    assert who(client) is None
    client.post(HELPED, {"pass": pass_in(page)})
    assert who(client) == str(learner.pk)
    offer.refresh_from_db()
    assert (offer.helper, offer.learner) == (helper, learner)
    assert offer.used_at
    assert "已记下是您帮的忙" in helping.get(f"{HELP}{offer.pk}/").content.decode()
    assert "陈晓帮我登录" in client.get("/accounts/me/").content.decode()


def test_the_learner_s_phone_scans_the_helper_s_screen(client: Client, helping: Client, learner: User) -> None:
    offer = offered(helping, learner)
    page = client.get(f"{HELPED}{offer.token}/", follow=True).content.decode()
    assert who(client) is None
    client.post(HELPED, {"pass": pass_in(page)})
    assert who(client) == str(learner.pk)


def test_digits_may_be_typed_as_a_chinese_keyboard_gives_them(client: Client, helping: Client, learner: User) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in offered(helping, learner).digits)
    assert 'name="pass"' in typed(client, wide)


@pytest.mark.parametrize("digits", ["", "12345", "abcdef", "1234567", "١٢٣٤٥٦", "12\x0034"])
def test_what_is_no_code_is_said_to_be_none(client: Client, db: None, digits: str) -> None:
    assert "请输入 6 个数字" in typed(client, digits)


def test_a_code_is_used_once(client: Client, helping: Client, learner: User) -> None:
    offer = offered(helping, learner)
    page = typed(client, offer.digits)
    other = typed(another := Client(), offer.digits)
    client.post(HELPED, {"pass": pass_in(page)})
    said = another.post(HELPED, {"pass": pass_in(other)}, follow=True).content.decode()
    assert "这个号码已经用过" in said
    assert who(another) is None
    assert "没有这个号码" in typed(Client(), offer.digits)
    assert "这个号码已经用过" in Client().get(f"{HELPED}{offer.token}/", follow=True).content.decode()


def test_two_taps_by_a_shaking_hand_do_no_harm(client: Client, helping: Client, learner: User) -> None:
    page = typed(client, offered(helping, learner).digits)
    again = Client()
    client.post(HELPED, {"pass": pass_in(page)})
    again.post(HELPED, {"pass": pass_in(page)})
    assert who(client) == who(again) == str(learner.pk)


def test_after_five_minutes_a_code_is_nothing(client: Client, helping: Client, learner: User) -> None:
    offer = offered(helping, learner)
    page = typed(client, offer.digits)
    AssistedSignIn.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "没有这个号码" in typed(Client(), offer.digits)
    assert "过了 5 分钟" in client.post(HELPED, {"pass": pass_in(page)}, follow=True).content.decode()
    assert "这个号码已经失效" in helping.get(f"{HELP}{offer.pk}/").content.decode()
    assert who(client) is None


def test_a_new_code_makes_the_one_before_void(client: Client, helping: Client, learner: User) -> None:
    first = offered(helping, learner)
    offered(helping, learner)
    assert "没有这个号码" in typed(client, first.digits)


def test_guessing_digits_has_to_stop_from_one_address_and_from_all(
    helping: Client,
    learner: User,
    settings,  # noqa: ANN001
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"helped_failed": "2/5m/ip,4/10m/key"}
    offer = offered(helping, learner)
    wrong = f"{(int(offer.digits) + 1) % 10**6:06}"
    for address in ("10.0.0.1", "10.0.0.2"):
        for _guess in range(2):
            assert "没有这个号码" in typed(Client(REMOTE_ADDR=address), wrong)
        assert "试的次数太多了" in typed(Client(REMOTE_ADDR=address), offer.digits)
    assert "试的次数太多了" in typed(Client(REMOTE_ADDR="10.0.0.3"), offer.digits)
    scanned = Client(REMOTE_ADDR="10.0.0.3").get(f"{HELPED}{offer.token}/", follow=True)
    assert 'name="pass"' in scanned.content.decode()


def test_a_helper_helps_nobody_from_elsewhere_no_colleague_and_not_herself(
    helping: Client, helper: User, community: Organisation, district: Organisation
) -> None:
    above = MembershipFactory(organisation=district).user
    beside = MembershipFactory(organisation=OrganisationFactory(parent=district)).user
    colleague = worker(community, "Editors")
    for person in (above, beside, colleague, helper):
        assert helping.post(f"{HELP}{person.pk}/begin/").status_code == 404
        assert f"{HELP}{person.pk}/begin/" not in helping.get(HELP).content.decode()
    assert not AssistedSignIn.objects.exists()


def test_whoever_may_not_help_finds_nothing(client: Client, learner: User, community: Organisation) -> None:
    client.force_login(worker(community))
    assert client.get(HELP).status_code == 404
    assert client.post(f"{HELP}{learner.pk}/begin/").status_code == 404
    client.logout()
    assert "/accounts/login/" in client.get(HELP).headers["Location"]


def test_a_code_is_seen_by_its_helper_only(helping: Client, learner: User, community: Organisation) -> None:
    offer = offered(helping, learner)
    other = Client()
    other.force_login(worker(community, "助学员"))
    assert other.get(f"{HELP}{offer.pk}/").status_code == 404


def test_a_helper_who_sees_that_somebody_else_got_in_takes_it_back(
    client: Client, helping: Client, learner: User
) -> None:
    offer = offered(helping, learner)
    client.post(HELPED, {"pass": pass_in(typed(client, offer.digits))})
    helping.post(f"{HELP}{offer.pk}/take-back/")
    assert client.get("/accounts/me/").status_code == 302


def test_who_was_given_something_to_do_at_a_desk_meanwhile_is_not_let_in(
    client: Client, helping: Client, helper: User, learner: User
) -> None:
    page = typed(client, offered(helping, learner).digits)
    learner.groups.set(helper.groups.all())
    assert "能管理学堂" in client.post(HELPED, {"pass": pass_in(page)}, follow=True).content.decode()
    assert who(client) is None


def test_a_deactivated_learner_is_told_so(client: Client, helping: Client, learner: User) -> None:
    page = typed(client, offered(helping, learner).digits)
    User.objects.filter(pk=learner.pk).update(is_active=False)
    assert "这个账户已停用" in client.post(HELPED, {"pass": pass_in(page)}, follow=True).content.decode()


@pytest.mark.parametrize("people", [1, 15])
def test_the_list_of_learners_costs_the_same_however_many(
    helping: Client,
    community: Organisation,
    people: int,
    django_assert_num_queries,  # noqa: ANN001
) -> None:
    for _number in range(people):
        MembershipFactory(organisation=community)
    helping.get(HELP)
    with django_assert_num_queries(9):
        assert helping.get(HELP).status_code == 200


def test_a_helper_finds_by_name(helping: Client, learner: User, community: Organisation) -> None:
    MembershipFactory(organisation=community, user__display_name="李明")
    page = helping.get(HELP, {"q": "秀兰"}).content.decode()
    assert "王秀兰" in page
    assert "李明" not in page


@pytest.fixture
def by_card(client: Client, learner: User) -> Client:
    _card, token = card_of(learner)
    page = client.get(f"/accounts/card/{token}/", follow=True).content.decode()
    client.post("/accounts/card/", {"pass": pass_in(page)})
    return client


@pytest.fixture
def by_help(helping: Client, learner: User) -> Client:
    client = Client()
    client.post(HELPED, {"pass": pass_in(typed(client, offered(helping, learner).digits))})
    return client


@pytest.mark.parametrize("how", ["by_card", "by_help"])
@pytest.mark.parametrize("has_password", [True, False])
@pytest.mark.parametrize(
    "path",
    ["/accounts/password/change/", "/accounts/password/set/", "/accounts/phone/change/", "/accounts/phone/verify/"],
)
def test_nobody_who_came_in_without_a_password_changes_how_she_signs_in(
    request: pytest.FixtureRequest, learner: User, how: str, has_password: bool, path: str
) -> None:
    if not has_password:
        learner.set_unusable_password()
        learner.save()
    client = request.getfixturevalue(how)
    assert client.get("/accounts/me/").status_code == 200
    new = {"oldpassword": PASSWORD, "password1": "qiaotou-88", "password2": "qiaotou-88", "phone": "13900139000"}
    for response in (client.get(path), client.post(path, new)):
        assert response.status_code == 403
        assert "用卡登录时不能改" in response.content.decode()
    before = (learner.password, learner.phone)
    learner.refresh_from_db()
    assert (learner.password, learner.phone) == before


def test_nor_the_address_a_new_password_is_mailed_to(by_card: Client, learner: User) -> None:
    learner.set_unusable_password()
    learner.save()
    SignInCard.objects.all()
    actions.revoke(SignInCard.objects.all())
    _card, token = card_of(learner)
    client = Client()
    page = client.get(f"/accounts/card/{token}/", follow=True).content.decode()
    client.post("/accounts/card/", {"pass": pass_in(page)})
    typed = {"display_name": "王秀兰", "email": "thief@example.com", "text_size": "large"}
    client.post("/accounts/me/", typed)
    learner.refresh_from_db()
    assert learner.email == ""
    assert learner.text_size == "large"


def test_nor_has_her_data_or_her_account_erased(by_help: Client, learner: User) -> None:
    for path in ("/accounts/me/data/", "/accounts/me/erase/"):
        assert by_help.get(path).status_code == 302
    assert by_help.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/me/"


def test_she_says_that_her_card_is_lost(by_card: Client, learner: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(learner, "allauth.account.auth_backends.AuthenticationBackend")
    page = elsewhere.post("/accounts/me/card/lost/", follow=True).content.decode()
    assert "这张卡已经作废" in page
    assert not SignInCard.objects.in_use().exists()
    assert by_card.get("/accounts/me/").status_code == 302


def test_even_where_she_is_in_by_that_card(by_card: Client) -> None:
    page = by_card.post("/accounts/me/card/lost/", follow=True).content.decode()
    assert "这张卡已经作废" in page
    assert who(by_card) is None
