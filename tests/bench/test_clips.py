import pytest

from bench.clips import NAMES, lesson_text, said, seconds


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_is_laid_beside_the_lesson_that_shows_it_and_not_beside_itself(name: str) -> None:
    lesson = lesson_text(name)
    sentences = said(name).split()
    assert len(lesson) > len("".join(sentences))
    assert sum(sentence in lesson for sentence in sentences) < len(sentences) / 2
    assert "<" not in lesson


def test_a_bench_hears_three_minutes() -> None:
    assert 180 < sum(map(seconds, NAMES)) < 200
