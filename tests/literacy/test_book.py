import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from college.hanzi import characters
from college.literacy.actions import review
from college.literacy.models import ReadingGoal
from college.people.models import User
from tests.factories import UserFactory
from tests.literacy.cast import learned

COMMON = "".join(known.char for known in characters.of_level(1)[:250])
ADDRESS = "/literacy/characters/"


@pytest.fixture
def learner(client: Client, db: None) -> User:
    learner = UserFactory()
    client.force_login(learner)
    return learner


def page(client: Client, query: str = "") -> str:
    return client.get(ADDRESS + query).content.decode()


def test_the_book_shows_what_she_can_read_and_nothing_of_others(client: Client, learner: User) -> None:
    learned(UserFactory(), "海")
    tree, _mouth = learned(learner, "树口")
    review(learned=tree, knows=False)
    html = page(client)
    assert "我认得 1 个字" in html
    assert "树" in html  # she has met it, and it waits for her
    assert "海" not in html


def test_she_chooses_herself_how_many_to_read_and_may_change_it(client: Client, learner: User) -> None:
    assert "1500 个字" in page(client)
    for number in ("1500", "2000"):
        client.post(f"{ADDRESS}goal/", {"characters": number})
        assert f'max="{number}"' in page(client)
    assert 'aria-pressed="true"' in page(client, "?goal")
    client.post(f"{ADDRESS}goal/", {"characters": "9999"})
    assert ReadingGoal.objects.get().characters == 2000


def test_an_empty_book_leads_to_her_name(client: Client, learner: User) -> None:
    html = page(client)
    assert "还是新的" in html
    assert 'href="/literacy/name/"' in html


def test_a_full_book_has_pages(client: Client, learner: User) -> None:
    learned(learner, COMMON)
    assert "第 1 页，共 3 页" in page(client)
    assert "第 3 页，共 3 页" in page(client, "?page=3")


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    for address in (ADDRESS, "/literacy/review/", "/literacy/name/", "/literacy/sheet/?text=人"):
        assert client.get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("count", [2, 250])
def test_the_book_costs_the_same_with_two_characters_and_with_many(
    client: Client, learner: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    learned(learner, COMMON[:count])
    page(client)
    with django_assert_num_queries(7):  # session, person, goal, known, due, pages, characters
        page(client)
