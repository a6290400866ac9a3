"""What every learner's page is held to, in each of its forms. The measures themselves are in `rules.js`."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

MEASURES = (Path(__file__).parent / "rules.js").read_text()
KEYBOARD = (Path(__file__).parent / "keyboard.js").read_text()
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": False,
    "selectors": False,
    "iframes": False,
}
EVERY_MEASURE = ("textSizes", "lineHeights", "paragraphGaps", "contrasts", "targets", "overflow", "overlaps")
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
STUCK = 50
"""Presses of Tab beyond what there is to reach; the controls of a player are several in one, and pages scroll."""


UNFOLD = """() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  for (const part of document.querySelectorAll("main *")) {
    if (getComputedStyle(part).contentVisibility === "auto") part.style.contentVisibility = "visible";
  }
}"""


def unfold(page: Page) -> None:
    """Nothing escapes by being folded up, or by not being drawn before it is scrolled to."""
    page.evaluate(UNFOLD)


def measured(page: Page, *names: str) -> list[str]:
    """A sentence for each place that breaks one of these measures, or any."""
    found: dict[str, list[str]] = page.evaluate(f"(names) => ({MEASURES})()(names)", list(names or EVERY_MEASURE))
    return [f"{name}: {broken}" for name, places in found.items() for broken in places]


def found_by_axe(page: Page, *, colours: bool = True) -> list[str]:
    """Looking at colours takes nine times as long as all the rest, and they are the same in each form of a page."""
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": colours}}
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "async (options) => (await axe.run(options)).violations", {**AXE_OPTIONS, "rules": rules}
    )
    return [f"{rule['id']}: {rule['help']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def walked(page: Page) -> list[str]:
    """Through the page by Tab alone, from its top: what is wrong with the way. What each press came to is looked at
    within the page when the next one comes."""
    page.evaluate(f"({KEYBOARD})()")
    wanted: int = page.evaluate("() => walk.stops.length")
    keyboard = page.context.new_cdp_session(page)  # to press without the release takes half the time
    for press in range(1, wanted + STUCK):
        keyboard.send("Input.dispatchKeyEvent", TAB)
        if press > wanted and page.evaluate("() => walk.isOver()"):
            break
    keyboard.detach()
    found: list[str] = page.evaluate("() => walk.broken()")
    return found


def skipped(page: Page) -> list[str]:
    """The first stop of a walk that is over leads past the header, to the text."""
    page.evaluate("() => walk.stops[0]?.focus()")
    page.keyboard.press("Enter")
    is_there = page.evaluate("() => document.activeElement.matches('main')")
    return [] if is_there else ["The first stop does not lead to the text"]
