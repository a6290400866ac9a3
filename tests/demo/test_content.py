"""The text of the demo, as a proof-reader sees it."""

import re

import pytest

from demo import content
from demo.drawing.figures import FIGURES
from demo.videos import AUDIO

COURSES = content.course_slugs()
TEXTS = sorted(path.relative_to(content.CONTENT).as_posix() for path in content.CONTENT.rglob("*.toml"))


@pytest.mark.parametrize("slug", COURSES)
def test_every_lesson_is_worth_a_page(slug: str) -> None:
    for lesson in content.course(slug)["lessons"]:
        hanzi = re.findall(r"[一-鿿]", str(lesson["body"]))
        assert len(hanzi) >= 170, lesson["slug"]
        assert lesson["introduction"]


@pytest.mark.parametrize("slug", COURSES)
def test_every_picture_in_a_lesson_is_drawn_and_described(slug: str) -> None:
    pictures = [block for lesson in content.course(slug)["lessons"] for block in lesson["body"] if "picture" in block]
    assert all(block["picture"] in FIGURES and block["alt"] for block in pictures)


def test_every_drawing_is_used_once() -> None:
    used = [
        block["picture"]
        for slug in COURSES
        for lesson in content.course(slug)["lessons"]
        for block in lesson["body"]
        if "picture" in block
    ]
    assert sorted(used) == sorted(FIGURES)


@pytest.mark.parametrize("name", TEXTS)
def test_chinese_text_has_chinese_punctuation(name: str) -> None:
    text = (content.CONTENT / name).read_text()
    assert not re.findall(r"[一-鿿][,;:!?](?!\w*=)", text)


@pytest.mark.parametrize("slug", COURSES)
def test_steps_are_plain_text(slug: str) -> None:
    steps = [
        step
        for lesson in content.course(slug)["lessons"]
        for block in lesson["body"]
        for step in block.get("steps", [])
    ]
    assert not [step for step in steps if "<" in step]


def test_the_slides_follow_the_narration() -> None:
    for clip, show in content.read("slides").items():
        sentences = (AUDIO / f"{clip}.txt").read_text().splitlines()
        places = [(slide["sentence"], slide.get("after", 0)) for slide in show["slides"]]
        assert places == sorted(places)
        assert places[0] == (0, 0)
        assert places[-1][0] < len(re.findall(r"[^。]+。", "".join(sentences)))
