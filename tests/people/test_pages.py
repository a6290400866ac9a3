"""Every page under /accounts/ wears our design and speaks plain Chinese."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

from college.people import urls
from college.people.models import User
from tests.people.test_login import sign_in
from tests.people.test_login_by_code import ask
from tests.people.test_profile import bind


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += names(pattern.url_patterns, f"{prefix}{pattern.namespace}:")
        else:
            found.append(f"{prefix}{pattern.name}")
    return found


def is_ours(page: str) -> None:
    assert 'class="site-header"' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    main = page[page.index("<main") : page.index("</main>")]
    words = re.sub(r"<[^>]+>", " ", main)
    assert not re.search(r"[A-Za-z]{4,}", re.sub(r"\S+@\S+|person\d+|xiulan", "", words)), words
    assert "placeholder=" not in main
    assert not re.search(r"\s(style|on[a-z]+)=", main)
    for field in re.findall(r"<input(?![^>]*hidden)[^>]*\sid=\"([^\"]+)\"", main):
        assert f'for="{field}"' in main, f"{field} has no label"


def address(name: str) -> str:
    for args in ([], ["1"]):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            pass
    return reverse(name, args=["1", "set-password"])


@pytest.mark.parametrize("name", names(urls.urlpatterns))
@pytest.mark.parametrize("visitor", ["a stranger", "a learner"])
def test_every_page_that_can_be_reached_is_ours(client: Client, xiulan: User, name: str, visitor: str) -> None:
    if visitor == "a learner":
        client.force_login(xiulan)
    response = client.get(address(name))
    if response.status_code == 200:
        is_ours(response.content.decode())
    else:
        assert response.status_code in {302, 404, 405}


def test_the_page_for_the_sign_in_code_is_ours(client: Client, xiulan: User) -> None:
    is_ours(ask(client))


def test_the_page_for_the_code_that_binds_a_number_is_ours(signed_in: Client) -> None:
    is_ours(bind(signed_in, "13900139000"))


def test_the_page_with_errors_is_ours(client: Client, xiulan: User) -> None:
    is_ours(sign_in(client, "xiulan", "wrong").content.decode())
    is_ours(sign_in(client, "", "").content.decode())


def test_the_page_to_set_a_first_password_is_ours(client: Client, xiulan: User) -> None:
    xiulan.set_unusable_password()
    xiulan.save()
    client.force_login(xiulan)
    is_ours(client.get("/accounts/password/set/").content.decode())


def test_the_page_for_the_impatient_is_ours(client: Client, db: None, settings) -> None:  # noqa: ANN001
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "nobody")
    response = sign_in(client, "nobody")
    assert response.status_code == 429
    is_ours(response.content.decode())


def test_the_page_where_signing_up_is_closed_is_ours(client: Client, db: None, settings) -> None:  # noqa: ANN001
    settings.SIGNUP_OPEN = False
    is_ours(client.get("/accounts/signup/").content.decode())
