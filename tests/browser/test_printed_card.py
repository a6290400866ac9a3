"""A learner who cannot type holds a printed card in front of her phone."""

from typing import Any

from playwright.sync_api import Page, expect

FOUR = ["鱼", "花", "茶杯", "小鸟"]


def test_she_says_that_it_is_her_and_is_in(phone: Page, cast: dict[str, Any]) -> None:
    phone.goto(f"/accounts/card/{cast['card']}/")
    assert cast["card"] not in phone.url  # nor in what the phone remembers of its way
    expect(phone.get_by_role("heading", level=1)).to_have_text("您是欧阳桂华吗？")
    phone.get_by_role("button", name="是我，登录").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("欧阳桂华")
    phone.goto("/my/")
    expect(phone).to_have_url("/my/")


def test_whoever_found_the_card_says_that_it_is_not_them(phone: Page, cast: dict[str, Any]) -> None:
    phone.goto(f"/accounts/card/{cast['card']}/")
    phone.get_by_role("button", name="不是我").click()
    expect(phone.get_by_role("heading", name="用登录卡登录")).to_be_visible()
    phone.goto("/my/")
    expect(phone).to_have_url("/accounts/login/?next=/my/")


def test_where_it_is_asked_for_she_taps_four_pictures_too(phone: Page, cast: dict[str, Any]) -> None:
    for question in ("请选四张您记得住的图", "请再点一次这四张图", "请按顺序点您的四张图"):
        if question != "请再点一次这四张图":
            phone.context.clear_cookies()
            phone.goto(f"/accounts/card/{cast['card_with_pictures']}/")
            phone.get_by_role("button", name="是我，登录").click()
        expect(phone.get_by_role("heading", level=1)).to_have_text(question)
        for picture in FOUR:
            phone.get_by_role("button", name=picture, exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("周凤英")
