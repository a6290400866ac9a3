from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from college.hanzi import characters
from college.literacy.actions import learn, review
from college.literacy.models import LearnedCharacter, Review
from college.people.models import User
from tests.factories import UserFactory
from tests.literacy.cast import learned

COMMON = "".join(known.char for known in characters.of_level(1)[:300])
ADDRESS = "/literacy/review/"


@pytest.fixture
def learner(client: Client, db: None) -> User:
    learner = UserFactory()
    client.force_login(learner)
    return learner


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_pile_left_for_a_month_is_offered_ten_at_a_time(client: Client, learner: User) -> None:
    pile = learned(learner, COMMON[:60])
    assert "今天看 10 个字" in page(client, ADDRESS)
    for number in range(1, 11):
        asked = LearnedCharacter.objects.of(learner).due(localdate()).first()
        html = page(client, f"{ADDRESS}{number}/")
        assert f"第 {number} 个，共 10 个" in html
        assert asked.char in html
        answered = client.post(f"{ADDRESS}{number}/{asked.pk}/", {"knows": "yes"})
        assert answered["Location"] == f"{ADDRESS}{number + 1}/"
    html = page(client, f"{ADDRESS}11/")
    assert "今天看好了" in html
    assert "看了 10 个字" in html
    assert "50" not in html.split("<main")[1].split("</main>")[0]
    assert str(len(pile)) not in html.split("<main")[1].split("</main>")[0]


def test_the_character_stands_alone_until_she_has_said_it(client: Client, learner: User) -> None:
    [tree] = learned(learner, "树")
    assert "shù" not in page(client, f"{ADDRESS}1/")
    shown = page(client, f"{ADDRESS}1/{tree.pk}/")
    assert "shù" in shown
    assert shown.count('name="knows"') == 2
    assert not Review.objects.exists()


def test_what_she_knows_comes_later_and_what_she_forgot_tomorrow(client: Client, learner: User) -> None:
    tree, mouth = learned(learner, "树口")
    client.post(f"{ADDRESS}1/{tree.pk}/", {"knows": "yes"})
    client.post(f"{ADDRESS}2/{mouth.pk}/", {"knows": "no"})
    tree.refresh_from_db()
    mouth.refresh_from_db()
    assert tree.due_on > localdate() + timedelta(days=7)
    assert mouth.due_on == localdate() + timedelta(days=1)
    assert (tree.is_known, mouth.is_known) == (True, False)


def test_a_second_tap_counts_nothing(client: Client, learner: User) -> None:
    [tree] = learned(learner, "树")
    for knows in ("yes", "no", "yes"):
        assert client.post(f"{ADDRESS}1/{tree.pk}/", {"knows": knows}).status_code == 302
    assert [review.knows for review in Review.objects.all()] == [True]


def test_an_answer_that_says_nothing_changes_nothing(client: Client, learner: User) -> None:
    [tree] = learned(learner, "树")
    assert client.post(f"{ADDRESS}1/{tree.pk}/", {"knows": "?"}).status_code == 302
    assert not Review.objects.exists()


def test_a_sitting_ends_after_ten_minutes(client: Client, learner: User) -> None:
    tree, *_rest = learned(learner, "树口手")
    Review.objects.create(learned=tree, knows=True, at=timezone.now() - timedelta(minutes=11))
    html = page(client, f"{ADDRESS}2/")
    assert "今天看好了" in html
    assert "还想再看几个" in html


def test_with_nothing_due_she_is_told_so_calmly(client: Client, learner: User) -> None:
    assert "今天没有要看的字" in page(client, ADDRESS)
    assert "今天没有要看的字" in page(client, f"{ADDRESS}1/")


def test_another_persons_character_is_not_found(client: Client, learner: User) -> None:
    [tree] = learned(UserFactory(), "树")
    assert client.get(f"{ADDRESS}1/{tree.pk}/").status_code == 404
    assert client.post(f"{ADDRESS}1/{tree.pk}/", {"knows": "yes"}).status_code == 404
    assert "今天没有要看的字" in page(client, f"{ADDRESS}1/")


def test_the_first_page_leads_to_todays_review(client: Client, learner: User) -> None:
    learned(learner, COMMON[:30])
    html = page(client, "/my/")
    assert f'href="{ADDRESS}"' in html
    assert "今天看 10 个字" in html


def test_the_first_page_says_nothing_of_reviews_on_a_day_without_and_tells_on_the_next(
    client: Client, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = localdate() + timedelta(days=1)
    learn(learner=learner, char="树")
    LearnedCharacter.objects.update(due_on=tomorrow)
    for _visit in range(2):
        assert ADDRESS not in page(client, "/my/")
    for module in ("cms.remembering", "college.literacy.panels"):
        monkeypatch.setattr(f"{module}.localdate", lambda: tomorrow)
    assert "今天看 1 个字" in page(client, "/my/")


def test_what_is_learned_or_answered_never_comes_back_on_the_same_day(learner: User) -> None:
    tree = learn(learner=learner, char="树")
    assert tree.due_on > localdate()
    LearnedCharacter.objects.update(due_on=localdate())
    assert review(learned=tree, knows=False).due_on > localdate()


@pytest.mark.parametrize("count", [2, 200])
def test_reviewing_costs_the_same_with_two_characters_and_with_two_hundred(
    client: Client, learner: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    learned(learner, COMMON[:count])
    for address in (ADDRESS, f"{ADDRESS}1/"):
        page(client, address)
        with django_assert_num_queries(3):  # session, person, what is due
            page(client, address)
