import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from college.people.cards import actions
from college.people.models import CardSignIn, SignInCard, User
from tests.factories import UserFactory
from tests.people.cards.cast import CARD, card_of, pass_in, scan, sign_in_by_card, worker
from tests.people.test_login import who


def test_she_scans_her_card_says_that_it_is_her_and_is_in(client: Client, learner: User) -> None:
    card, token = card_of(learner)
    page = scan(client, token)
    assert "您是王秀兰吗" in "".join(strip_tags(page).split())
    assert who(client) is None
    response = client.post(CARD, {"pass": pass_in(page)})
    assert response.headers["Location"] == "/my/"
    assert who(client) == str(learner.pk)
    card.refresh_from_db()
    learner.refresh_from_db()
    assert card.last_used_at
    assert learner.last_login


def test_a_preview_in_a_chat_that_opens_the_address_signs_nobody_in(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    for method in (client.get, client.head):
        method(f"{CARD}{token}/", follow=True)
    assert who(client) is None
    assert client.post(f"{CARD}{token}/").status_code == 405
    assert not CardSignIn.objects.exists()


def test_the_token_stays_in_no_address_bar_no_cache_no_frame_and_no_session(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    response = client.get(f"{CARD}{token}/")
    assert response.headers["Location"] == CARD
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert token not in str(dict(client.session))
    assert token not in client.get(CARD).content.decode()


def test_the_database_does_not_know_the_token(learner: User) -> None:
    card, token = card_of(learner)
    assert token not in str(SignInCard.objects.values())
    assert len(token) >= 22
    assert card.number.isdigit()


def test_cards_outlive_a_change_of_the_site_s_key(client: Client, learner: User, settings) -> None:  # noqa: ANN001
    _card, token = card_of(learner)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    sign_in_by_card(client, token)
    assert who(client) == str(learner.pk)


def test_whoever_comes_to_the_page_without_a_card_reads_how_to_use_one(client: Client, db: None) -> None:
    page = client.get(CARD).content.decode()
    assert "对准卡上的方格图" in page
    assert 'name="pass"' not in page


def test_somebody_else_says_so_and_is_not_signed_in(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    client.post(CARD, {"pass": pass_in(scan(client, token)), "not_me": "1"})
    assert who(client) is None
    assert 'name="pass"' not in client.get(CARD).content.decode()


@pytest.mark.parametrize("token", ["nothing", "x" * 22, "Ａ卡", "a" * 500])
def test_a_token_that_is_none_is_not_known(client: Client, db: None, token: str) -> None:
    assert "这张卡认不出来" in scan(client, token)


def test_a_number_is_no_way_in(client: Client, learner: User) -> None:
    card, _token = card_of(learner)
    assert "这张卡认不出来" in scan(client, card.number)


def test_the_old_card_is_void_when_a_new_one_is_made(client: Client, learner: User) -> None:
    _old, token = card_of(learner)
    _new, newer = card_of(learner)
    assert "这张卡已经作废了" in scan(client, token)
    sign_in_by_card(client, newer)
    assert who(client) == str(learner.pk)


def test_a_card_that_is_revoked_between_scanning_and_the_button_opens_nothing(client: Client, learner: User) -> None:
    card, token = card_of(learner)
    page = scan(client, token)
    actions.revoke([card])
    assert "这张卡已经作废了" in client.post(CARD, {"pass": pass_in(page)}, follow=True).content.decode()
    assert who(client) is None


def test_revoking_a_card_ends_what_was_begun_with_it_and_nothing_else(client: Client, learner: User) -> None:
    card, token = card_of(learner)
    sign_in_by_card(client, token)
    elsewhere = Client()
    elsewhere.force_login(learner, "allauth.account.auth_backends.AuthenticationBackend")
    actions.revoke([card])
    assert client.get("/accounts/me/").status_code == 302
    assert elsewhere.get("/accounts/me/").status_code == 200


def test_a_pass_is_good_for_ten_minutes(client: Client, learner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    _card, token = card_of(learner)
    page = scan(client, token)
    later = signing.time.time() + 601
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert "隔得太久了" in client.post(CARD, {"pass": pass_in(page)}, follow=True).content.decode()
    assert who(client) is None


@pytest.mark.parametrize("text", ["", "x", "WzEsMV0:1:abc"])
def test_a_pass_of_somebody_s_own_making_opens_nothing(client: Client, learner: User, text: str) -> None:
    assert "隔得太久了" in client.post(CARD, {"pass": text}, follow=True).content.decode()


def test_two_taps_by_a_shaking_hand_do_no_harm(client: Client, learner: User) -> None:
    """The second tap leaves before the answer to the first is there: with the cookies of before."""
    _card, token = card_of(learner)
    page, cookies = scan(client, token), dict(client.cookies)
    client.post(CARD, {"pass": pass_in(page)})
    again = Client()
    again.cookies.update(cookies)
    assert again.post(CARD, {"pass": pass_in(page)}).headers["Location"] == "/my/"
    assert who(client) == who(again) == str(learner.pk)


def test_the_session_gets_another_key(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    page = scan(client, token)
    before = client.session.session_key
    client.post(CARD, {"pass": pass_in(page)})
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert CardSignIn.objects.get().session_key == client.session.session_key


def test_on_a_shared_device_the_next_learner_takes_over(client: Client, learner: User) -> None:
    other = UserFactory(display_name="李明")
    _card, others = card_of(other)
    _card, token = card_of(learner)
    sign_in_by_card(client, others)
    page = scan(client, token)
    assert "这台设备现在是李明在用" in page
    client.post(CARD, {"pass": pass_in(page)})
    assert who(client) == str(learner.pk)
    assert CardSignIn.objects.get(card__learner=learner).session_key == client.session.session_key


def test_scanning_again_while_signed_in_just_goes_on(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    sign_in_by_card(client, token)
    client.get(f"{CARD}{token}/")
    assert client.get(CARD).headers["Location"] == "/my/"


def test_signing_in_leads_to_no_other_site(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    typed = {"pass": pass_in(scan(client, token)), "next": "https://evil.example/"}
    assert client.post(CARD, typed).headers["Location"] == "/my/"


def test_another_site_cannot_press_the_button(learner: User) -> None:
    careful = Client(enforce_csrf_checks=True)
    _card, token = card_of(learner)
    assert careful.post(CARD, {"pass": pass_in(scan(careful, token))}).status_code == 403


def test_a_deactivated_learner_is_told_so(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    User.objects.filter(pk=learner.pk).update(is_active=False)
    assert "这个账户已停用" in sign_in_by_card(client, token)
    assert who(client) is None
    assert not CardSignIn.objects.exists()


def test_who_is_deactivated_while_signed_in_is_out(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    sign_in_by_card(client, token)
    User.objects.filter(pk=learner.pk).update(is_active=False)
    assert client.get("/accounts/me/").status_code == 302


def test_who_got_something_to_do_at_a_desk_since_cannot_use_the_card(client: Client, learner: User) -> None:
    _card, token = card_of(learner)
    sign_in_by_card(client, token)
    learner.groups.set(worker(learner.memberships.get().organisation, "Editors").groups.all())
    assert client.get("/accounts/me/").status_code == 302
    assert "不能用登录卡" in sign_in_by_card(Client(), token)


def test_a_card_s_session_is_as_long_as_the_college_says(client: Client, learner: User, settings) -> None:  # noqa: ANN001
    settings.CARD_SESSION_HOURS = 3
    _card, token = card_of(learner)
    sign_in_by_card(client, token)
    expires = Session.objects.get(pk=client.session.session_key).expire_date
    assert abs(expires - timezone.now() - timedelta(hours=3)) < timedelta(minutes=1)


def test_guessing_tokens_has_to_stop(client: Client, learner: User, settings) -> None:  # noqa: ANN001
    settings.ACCOUNT_RATE_LIMITS = {"card_failed": "3/m/ip"}
    _card, token = card_of(learner)
    for _guess in range(3):
        scan(client, "x" * 22)
    assert "试的次数太多了" in scan(client, token)
    assert 'name="pass"' in scan(Client(REMOTE_ADDR="10.0.0.9"), token)


def test_one_card_is_used_a_few_times_a_minute_at_most(client: Client, learner: User, settings) -> None:  # noqa: ANN001
    settings.ACCOUNT_RATE_LIMITS = {"card": "120/m/ip,2/m/key"}
    _card, token = card_of(learner)
    pages = [sign_in_by_card(Client(), token) for _time in range(3)]
    assert ["试的次数太多了" in page for page in pages] == [False, False, True]


def test_a_class_of_forty_comes_in_behind_one_address(learner: User) -> None:
    made = actions.make_cards(learners=[UserFactory() for _one in range(40)], by=learner)
    for card, token in made:
        sign_in_by_card(one := Client(REMOTE_ADDR="10.0.0.1"), token)
        assert who(one) == str(card.learner_id)


def test_no_log_tells_tokens_or_names(client: Client, learner: User, caplog: pytest.LogCaptureFixture) -> None:
    _card, token = card_of(learner)
    with caplog.at_level(logging.DEBUG):
        sign_in_by_card(client, token)
        actions.revoke(SignInCard.objects.all())
        scan(client, token)
        client.get(f"{CARD}{token}")
        client.put(f"{CARD}refused/x/")
    said = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not any(token in line or "王秀兰" in line for line in said)


def test_the_page_to_sign_in_has_the_card_first(client: Client, db: None) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert page.index("我有登录卡") < page.index('name="password"')
