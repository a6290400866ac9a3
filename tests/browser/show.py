"""The pictures and figures of docs/literacy.md, made anew by `make show`: what a learner sees on her phone."""

import base64
import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.conftest import College
from tests.browser.test_in_video import VOICE
from tests.browser.test_pinyin_captions import LESSON, choose
from tests.browser.test_writing import draw, opened
from tests.literacy.letters.letters import PARAGRAPHS, as_file, error_rate, letter

SHOWN = settings.BASE_DIR / "docs" / "literacy"
PHONE = {"width": 390, "height": 844}
RECOGNISED_MS = 300_000
WIDTH = 585
"""Pixels of a picture: one and a half to each of the page."""
PAGE = '#set page(width: 210mm, height: 297mm, margin: 0mm)\n#image("paper.pdf", width: 210mm)'
CARDS = """
import base64
from django.utils import timezone
from college.people.cards.actions import make_cards
from college.people.cards.sheets import sheets
from college.people.models import User
people = User.objects.filter(enrolments__course__slug="write-my-name", is_staff=False).distinct().order_by("pk")[:10]
made = make_cards(learners=people, by=User.objects.get(username="teacher"))
print(base64.b64encode(sheets(made, made_at=timezone.now())).decode())
"""
WITHOUT_PINYIN = """() => {
  const copy = document.getElementById("letter").cloneNode(true);
  for (const part of copy.querySelectorAll("rt, rp")) part.remove();
  return [...copy.querySelectorAll("p")].map((part) => part.textContent.replace(/\\s/g, "")).join("\\n");
}"""


def kept(name: str, picture: bytes | Image.Image) -> None:
    image = picture if isinstance(picture, Image.Image) else Image.open(io.BytesIO(picture))
    image = image.convert("RGB")
    image.thumbnail((WIDTH, 4 * WIDTH), Image.Resampling.LANCZOS)
    SHOWN.mkdir(parents=True, exist_ok=True)
    image.save(SHOWN / f"{name}.webp", quality=72, method=6)


def page_of(paper: bytes, folder: Path) -> bytes:
    """The first page of a PDF as PNG."""
    (folder / "paper.pdf").write_bytes(paper)
    (folder / "main.typ").write_text(PAGE)
    drawn = typst.compile(folder / "main.typ", output=folder / "page-{p}.png", format="png", ppi=110)
    assert drawn is None
    return (folder / "page-1.png").read_bytes()


def shown(page: Page, name: str, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready")
    kept(name, page.screenshot(full_page=whole))


def window(browser: Browser, college: College, cast: dict[str, Any], who: str) -> Page:
    context = browser.new_context(
        base_url=college.url, viewport=PHONE, device_scale_factor=2, has_touch=True, locale="zh-CN"
    )
    context.add_init_script(VOICE)
    context.add_cookies([{"name": "sessionid", "value": cast["sessions"][who], "url": college.url}])
    return context.new_page()


@pytest.fixture
def learner(browser: Browser, college: College, cast: dict[str, Any]) -> Iterator[Page]:
    page = window(browser, college, cast, "guihua")
    yield page
    page.context.close()


@pytest.fixture
def teacher(browser: Browser, college: College, cast: dict[str, Any]) -> Iterator[Page]:
    page = window(browser, college, cast, "teacher")
    yield page
    page.context.close()


def test_a_character_step_by_step(learner: Page, cast: dict[str, Any]) -> None:
    lesson = f"/literacy/lesson/{cast['characters']}"
    for number, name in ((1, "1-watch"), (2, "2-hear")):
        learner.goto(f"{lesson}/{number}/")
        learner.wait_for_timeout(1500)  # the first strokes are being written
        shown(learner, name)
    for number, name, written in ((3, "3-trace", 3), (4, "4-write", 2)):
        for line in opened(learner, f"{lesson}/{number}/")[:written]:
            draw(learner, line, tremble=6)
            learner.wait_for_timeout(700)
        shown(learner, name)
    learner.goto(f"{lesson}/5/")
    shown(learner, "5-sentence")


def test_her_own_name(learner: Page, tmp_path: Path) -> None:
    learner.goto("/literacy/name/")
    shown(learner, "name")
    kept("practice-sheet", page_of(learner.request.get("/literacy/name/sheet/").body(), tmp_path))


def test_review_and_book(learner: Page, cast: dict[str, Any]) -> None:
    for name, address in (
        ("review", "/literacy/review/1/"),
        ("review-answer", f"/literacy/review/1/{cast['due']}/"),
        ("book", "/literacy/characters/"),
    ):
        learner.goto(address)
        shown(learner, name, whole=name == "book")


def test_a_letter_photographed_badly(learner: Page, capsys: pytest.CaptureFixture[str]) -> None:
    photo = letter(turned=90, blur=1.1)
    kept("letter-photo", photo)
    learner.goto("/literacy/read/")
    learner.locator("input[type=file]").set_input_files(
        {"name": "letter.jpeg", "mimeType": "image/jpeg", "buffer": as_file(photo).read()}
    )
    learner.get_by_role("button", name="认照片上的字").click()
    expect(learner.locator("#letter")).to_be_visible(timeout=RECOGNISED_MS)
    shown(learner, "letter-read")
    rate = error_rate(learner.evaluate(WITHOUT_PINYIN), "\n".join(PARAGRAPHS))
    with capsys.disabled():
        print(f"\nletter turned by 90°, blurred, in bad light: {rate:.1%} of its characters wrong")  # noqa: T201


def test_captions_under_pinyin(learner: Page) -> None:
    learner.goto(LESSON)
    line = choose(learner, "不认识的字")
    expect(line.locator("[data-pinyin]")).to_have_count(7)
    learner.locator("#pinyin-captions").scroll_into_view_if_needed()
    learner.evaluate("() => document.getElementById('pinyin-captions').scrollIntoView()")
    shown(learner, "pinyin-captions")


def test_cards_to_sign_in_with(college: College, tmp_path: Path) -> None:
    paper = base64.b64decode(college.manage("shell", "-v0", "-c", CARDS).splitlines()[-1])
    kept("sign-in-cards", page_of(paper, tmp_path))


def test_the_roll_of_a_class(teacher: Page) -> None:
    teacher.goto("/admin/teaching/?q=认字班")
    teacher.locator("a.teaching-name").first.click()
    teacher.get_by_role("link", name="课堂", exact=True).click()
    teacher.get_by_role("link", name="上课：").nth(1).click()
    teacher.get_by_role("link", name="全部到了").click()
    teacher.get_by_role("checkbox", name="蔡玉珍").click()
    teacher.evaluate("() => document.getElementById('roll').scrollIntoView()")
    shown(teacher, "roll")


def test_the_weight_of_a_character_s_page(learner: Page, capsys: pytest.CaptureFixture[str]) -> None:
    """As servers send it: text packed by gzip, fonts as they are."""
    got: list[Response] = []
    learner.on("response", lambda answer: got.append(answer))
    learner.goto("/hanzi/好/")
    shown(learner, "character")
    bodies = {answer.url: answer.body() for answer in got if answer.ok}
    fonts = {url: len(body) for url, body in bodies.items() if re.search(r"\.woff2$", url)}
    rest = sum(len(gzip.compress(body)) for url, body in bodies.items() if url not in fonts)
    with capsys.disabled():
        words = f"{rest / 1024:.1f} KB in {len(bodies) - len(fonts)} answers"
        print(f"\na character's page: {words}; fonts {sum(fonts.values()) / 1024:.1f} KB in {len(fonts)} files")  # noqa: T201
