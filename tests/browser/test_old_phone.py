"""A certificate is checked on an old phone: a small screen, no scripts."""

from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser.conftest import College


def test_an_old_phone_without_scripts_checks_a_certificate(
    browser: Browser, college: College, cast: dict[str, Any]
) -> None:
    context = browser.new_context(
        base_url=college.url, viewport={"width": 320, "height": 480}, locale="zh-CN", java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/verify/")
    page.get_by_role("textbox").first.fill(cast["serial"].lower())
    page.get_by_role("button", name="查验").click()
    expect(page.get_by_text("欧阳桂华")).to_have_count(0)

    page.locator("[name=name]").fill("欧阳")
    page.get_by_role("button", name="看证书内容").click()
    expect(page.get_by_text("欧阳*", exact=False).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()
