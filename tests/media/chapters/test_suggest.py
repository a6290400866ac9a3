"""Where the parts of a video begin, and what they are called."""

import json
from dataclasses import dataclass

import pytest
from django.conf import settings

from media.chapters.suggest import most_parts, suggest


@dataclass(frozen=True)
class Spoken:
    start: float
    end: float
    text: str


def narration(name: str) -> list[Spoken]:
    return [Spoken(*line) for line in json.loads((settings.BASE_DIR / "demo/audio" / f"{name}.json").read_text())]


def said(*texts: str, pause: float = 0.3, rest: float = 0.3, pauses_before: tuple[str, ...] = ()) -> list[Spoken]:
    """Lines of four seconds, `pause` apart; `rest` before those named."""
    lines: list[Spoken] = []
    for text in texts:
        start = (lines[-1].end if lines else 0) + (rest if text in pauses_before else pause)
        lines.append(Spoken(start, start + 4, text))
    return lines


def chapters(lines: list[Spoken]) -> list[tuple[float, str]]:
    return [(found.start, found.title) for found in suggest(lines, duration=lines[-1].end + 1)]


def test_a_lesson_that_counts_its_steps_falls_into_them() -> None:
    found = chapters(narration("backbone-residents-meeting"))
    assert [title for _, title in found] == [
        "怎样开好一次居民议事会",
        "第一步是收集意见",
        "第二步是交流讨论",
        "第三步是形成决定",
        "第四步是反馈和公示",
        "主持人要公平",
    ]
    assert found[0][0] == 0
    assert found[1][0] == pytest.approx(16.8, abs=0.1)


BREAD = ["面粉加水揉成面团。", "面团放在盆里发酵。", "面粉不要加多。", "发酵好的面团切成小块。", "面团蒸十五分钟。"] * 3
BUS = [
    "公交车站在小区门口。",
    "上车以前看清公交线路。",
    "公交车到站再起身。",
    "下车要走到车站里面。",
    "公交线路贴在站牌上。",
] * 3


def test_other_words_after_a_long_pause_are_another_part() -> None:
    lines = said(*BREAD) + [Spoken(line.start + 69, line.end + 69, line.text) for line in said(*BUS)]
    assert [start for start, _ in chapters(lines)] == [0, pytest.approx(69.3)]


def test_a_video_that_goes_on_about_one_thing_has_no_parts() -> None:
    assert chapters(said(*BREAD)) == []
    assert suggest([], duration=60) == []
    assert chapters(said("面粉加水揉成面团。")) == []


def test_no_part_is_too_short_and_there_are_not_too_many_of_them() -> None:
    lines = said(*["首先揉面。", "其次发酵。", "最后上锅蒸。", "面团不要太硬。"] * 500)
    found = chapters(lines)
    ends = [*[start for start, _ in found[1:]], lines[-1].end]
    assert min(end - start for (start, _), end in zip(found, ends, strict=True)) >= 18
    assert 10 <= len(found) <= most_parts(lines[-1].end)


def test_a_line_that_goes_on_a_sentence_begins_no_part() -> None:
    lines = said(*BREAD[:6], "面团慢慢放进", "最后一格抽屉里，", *BREAD[:6])
    assert chapters(lines) == []
