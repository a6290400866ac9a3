import pytest
from django.test import Client

from college.people.cards import actions
from college.people.cards.models import WRONG_TRIES
from college.people.cards.pictures import PICTURES, chosen
from college.people.models import Organisation, PictureCode, User
from tests.people.cards.cast import FOUR, card_of, sign_in_by_card, tap
from tests.people.test_login import who


@pytest.fixture
def token(learner: User, district: Organisation) -> str:
    """Of her card; the district asks for pictures of everybody below it."""
    Organisation.objects.filter(pk=district.pk).update(asks_pictures=True)
    return card_of(learner)[1]


def test_the_first_time_she_chooses_four_and_shows_that_she_knows_them(
    client: Client, learner: User, token: str
) -> None:
    page = sign_in_by_card(client, token)
    assert "请选四张您记得住的图" in page
    page = tap(client, page, *FOUR)
    assert "请再点一次这四张图" in page
    assert who(client) is None
    tap(client, page, *FOUR)
    assert who(client) == str(learner.pk)
    assert PictureCode.objects.get().code.partition("$")[0] not in ("", "fish flower cup bird")


def test_whoever_mistakes_the_second_row_begins_again(client: Client, learner: User, token: str) -> None:
    page = tap(client, tap(client, sign_in_by_card(client, token), *FOUR), *reversed(FOUR))
    assert "两次选的不一样" in page
    assert not PictureCode.objects.exists()
    tap(client, tap(client, page, *FOUR), *FOUR)
    assert who(client) == str(learner.pk)


def test_then_the_same_four_in_the_same_order_let_her_in(client: Client, learner: User, token: str) -> None:
    actions.choose_pictures(learner=learner, pictures=FOUR)
    page = tap(client, sign_in_by_card(client, token), *reversed(FOUR))
    assert "这四张图不对" in page
    assert "还可以试 4 次" in page
    tap(client, page, *FOUR)
    assert who(client) == str(learner.pk)
    assert PictureCode.objects.get().wrong == 0


def test_a_second_tap_on_the_same_picture_counts_once(client: Client, learner: User, token: str) -> None:
    actions.choose_pictures(learner=learner, pictures=FOUR)
    tap(client, sign_in_by_card(client, token), *[key for key in FOUR for _twice in range(2)][:-1])
    assert who(client) == str(learner.pk)


def test_after_five_wrong_rows_even_the_right_one_has_to_wait_for_a_teacher(
    client: Client, learner: User, token: str
) -> None:
    actions.choose_pictures(learner=learner, pictures=FOUR)
    for _try in range(WRONG_TRIES):
        page = tap(client, sign_in_by_card(client, token), *reversed(FOUR))
    assert "请找老师重新设四张图" in page
    assert "请找老师重新设四张图" in sign_in_by_card(client, token)
    assert not actions.pictures_are_right(learner=learner, pictures=FOUR)
    assert who(client) is None


def test_a_stranger_with_her_card_gets_past_the_pictures_by_no_detour(
    client: Client, learner: User, token: str
) -> None:
    actions.choose_pictures(learner=learner, pictures=FOUR)
    page = sign_in_by_card(client, token)
    text = page.split('name="pass" value="')[1].split('"')[0]
    mine = "sun,moon,hat,key"
    client.post("/accounts/card/pictures/", {"pass": text, "chosen": mine, "first": mine})
    assert who(client) is None
    assert actions.pictures_are_right(learner=learner, pictures=FOUR)


def test_who_tapped_the_wrong_one_clears_them_all(client: Client, learner: User, token: str) -> None:
    page = tap(client, sign_in_by_card(client, token), "sun")
    assert "点了 1 张" in page
    text = page.split('name="pass" value="')[1].split('"')[0]
    cleared = client.post("/accounts/card/pictures/", {"pass": text, "chosen": "sun", "again": "1"}).content.decode()
    assert "点了 0 张" in cleared


def test_where_nobody_asks_for_pictures_the_card_is_enough(client: Client, learner: User) -> None:
    sign_in_by_card(client, card_of(learner)[1])
    assert who(client) == str(learner.pk)


def test_each_picture_has_a_name_and_a_drawing(settings) -> None:  # noqa: ANN001
    assert len({str(picture.label) for picture in PICTURES}) == len(PICTURES) == 16
    assert all((settings.BASE_DIR / "static" / picture.file).exists() for picture in PICTURES)


@pytest.mark.parametrize("text", ["", "dragon", "fish,fish,fish", ",,,", "fish;flower"])
def test_only_pictures_of_ours_count(text: str) -> None:
    assert len(chosen(text, then="cup")) <= 2
