"""What a part of a video is called: short, and not how people begin to speak."""

import pytest

from media.chapters.titles import LONGEST, title_of
from media.speech.words import width


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("各位叔叔阿姨，大家好，欢迎来到社区认字班。今天是我们的第一课，学写自己的名字。", "学写自己的名字"),
        ("同志们好，欢迎参加今天的云培训。这节课的题目是，志愿服务记录怎么写。", "志愿服务记录怎么写"),
        ("好，接下来我们来看一看公交车站。", "公交车站"),
        ("最后请记住，主持人要公平。", "主持人要公平"),
        ("服务结束以后，最好在三天之内完成登记。", "最好在三天之内完成登记"),
        ("还要特别注意保护个人信息，不能公开。", "特别注意保护个人信息"),
        ("议事会要解决的是小区里大家共同关心的事情", "小区里大家共同关心的事情"),
        ("Hello everyone, welcome back. Next, let's look at the order of strokes.", "The order of strokes"),
        ("好。", "好"),
        ("", ""),
    ],
)
def test_a_part_is_called_by_the_first_thing_that_says_something(said: str, title: str) -> None:
    assert title_of([said]) == title


def test_a_long_sentence_is_cut_between_words() -> None:
    title = title_of(["工作人员每个星期都要认真核对志愿者的服务记录"])
    assert title.endswith("…")
    assert width(title) <= LONGEST
    assert title == "工作人员每个星期都要认真核…" or not title.endswith("核…")
