"""Every learner's page, in the normal and in the elder form, on a phone, at a desk and at 400 %: what weak eyes,
unsteady hands and people without a mouse depend on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page

from tests.browser import rules
from tests.browser.conftest import College, filled, founded
from tests.browser.learner_pages import PAGES, SERVED_BY_TYPE, LearnerPage
from tests.browser.test_in_video import VOICE

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
ENLARGED = {"width": 320, "height": 256}
"""A window of 1280 × 1024 px at 400 % (WCAG 1.4.10)."""

WINDOWS = (PHONE, DESK, ENLARGED)
FORMS = {"standard": WINDOWS, "largest": WINDOWS[::-1]}
"""Each with the windows in the order they are looked through: it spares the page some layouts, and ends on a phone,
where the page is walked."""

Read = Callable[[LearnerPage], Page]


@pytest.fixture(scope="module")
def quiet(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[College]:
    """Of its own, so that another process may go the other ways at the same time; nobody works there."""
    with founded(prepared, tmp_path_factory.mktemp("quiet"), works=False) as college:
        yield college


@pytest.fixture(scope="module")
def read(browser: Browser, quiet: College) -> Iterator[Read]:
    """Opens a page in the normal form, on a phone. One window of each reader serves for all pages."""
    cast = filled(quiet)
    windows: dict[str, Page] = {}

    def window(who: str) -> Page:
        context = browser.new_context(base_url=quiet.url, locale="zh-CN", viewport=PHONE)
        context.add_init_script(VOICE)
        cookies = {"text_size": "standard", "pinyin": "all", "sessionid": cast["sessions"].get(who, "")}
        context.add_cookies([{"name": name, "value": cookies[name], "url": quiet.url} for name in cookies])
        return context.new_page()

    def opened(learner_page: LearnerPage) -> Page:
        page = windows[learner_page.who] = windows.get(learner_page.who) or window(learner_page.who)
        page.set_viewport_size(PHONE)
        answer = page.goto(learner_page.path.format(**cast))
        assert answer
        assert answer.status == learner_page.status
        if learner_page.typed:
            page.locator("main form input:not([type=hidden])").first.fill(learner_page.typed)
        if learner_page.taps:
            with page.expect_navigation():
                page.get_by_role("button", name=learner_page.taps).click()
        is_at(page, learner_page)
        rules.unfold(page)
        return page

    yield opened
    for page in windows.values():
        page.context.close()


def is_at(page: Page, learner_page: LearnerPage) -> None:
    """Not on the page that asks to sign in, say."""
    name = resolve(unquote(urlsplit(page.url).path)).view_name
    assert learner_page.name == name or name == SERVED_BY_TYPE


@pytest.mark.parametrize("learner_page", PAGES, ids=str)
def test_the_page_is_for_everybody(read: Read, learner_page: LearnerPage) -> None:
    """Loaded once: the forms differ in an attribute alone (see `tests/people/test_text_size.py`)."""
    page = read(learner_page)
    broken = in_the_dark(page)
    for form, windows in FORMS.items():
        page.evaluate("form => (document.documentElement.dataset.textSize = form)", form)
        for window in windows:
            page.set_viewport_size(window)
            found = rules.measured(page) + seen_by_axe(page, form, window)
            broken += [f"{form}, {window['width']} px: {line}" for line in found]
    assert broken + rules.walked(page) + rules.skipped(page) == []


def seen_by_axe(page: Page, form: str, window: dict[str, int]) -> list[str]:
    """Each form and each width once; it takes longer than all the measures together."""
    if (form, window) == ("standard", DESK):
        return rules.found_by_axe(page)
    return rules.found_by_axe(page, colours=False) if (form, window) == ("largest", PHONE) else []


def in_the_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = rules.measured(page, "contrasts")
    page.emulate_media(color_scheme="light")
    return [f"dark: {line}" for line in found]
