"""What engines really wrote of the demo's lessons, and the words of those lessons."""

from typing import Any

import pytest

from media.speech.known import Known
from media.speech.repair import repair
from tests.media.speech.conftest import lessons, vocabulary

MEETING = (
    "议事会要解决的是大家共同关心的事情，比如停车难、加装电梯、楼道堆放杂物。第四步：反馈和公示，公示七天，请大家监督。"
)


# How sure the engine is, in hundredths.
HARDLY, USUALLY, SURELY = 60, 90, 97


def repaired(
    heard: str, lesson: str = "", terms: tuple[str, ...] = (), own: tuple[str, ...] = (), sureness: int = HARDLY
) -> str:
    (cue,) = repair([heard], Known(lesson, own, terms), [[sureness] * len(heard)])
    return cue.text


@pytest.mark.parametrize(
    ("heard", "lesson", "meant"),
    [
        ("欢迎来到社区认字版。", "来到社区认字班，不要着急。", "欢迎来到社区认字班。"),
        ("第四步是反馈和公事。", MEETING, "第四步是反馈和公示。"),
        ("意识会要解决的是什么", MEETING, "议事会要解决的是什么"),
        ("比如停车难、家中电梯、楼道对方砸舞。", MEETING, "比如停车难、加装电梯、楼道堆放杂物。"),
        ("上面是一个墓子。", "上面一个木字，下面一个子字。", "上面是一个木字。"),
        ("第一个字叫作性。", "名字里的第一个字叫做姓，是爸爸妈妈传给我们的。", "第一个字叫作姓。"),
    ],
)
def test_a_homophone_becomes_the_lesson_s_word(heard: str, lesson: str, meant: str) -> None:
    assert repaired(heard, lesson) == meant


@pytest.mark.parametrize(
    ("heard", "lesson"),
    [
        ("他到外地办公事去了。", "请大家学写名字。"),
        ("公事要公办，公事七天办完。", "公事要公办。公示七天。"),
        ("我们在家中等电话。", MEETING),
        ("这是一个人的意识。", MEETING),
        ("他是二〇二六年来的，今年十四岁。", "这是第四步，世事难料。"),
        ("在写一遍，再写一遍。", "在写信，再写一封。"),
    ],
)
def test_what_may_have_been_said_stays(heard: str, lesson: str) -> None:
    assert repaired(heard, lesson, terms=("公示", "加装电梯", "议事会"), sureness=USUALLY) == heard


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("张老师说话很慢", {"terms": ("章老师",)}),
        ("期终考试", {"terms": ("期中考试",)}),
        ("明天是期终考试的日子", {"terms": ("期中考试",)}),
        ("龚元说他不去", {"terms": ("公园",)}),
        ("因公事外出", {"own": ("公示",)}),
        ("办理公证", {"own": ("公正",)}),
        ("账房里有人", {"own": ("张芳",)}),
        ("王静", {"own": ("汪静",)}),
        ("不要买这个药", {"lesson": "不要卖这个药"}),
        ("她们来学校报名", {"lesson": "他们来学校报名"}),
        ("他去做饭", {"lesson": "他去作饭"}),
        ("是哪一天写的", {"lesson": "是那一天写的"}),
        ("慢慢地说", {"lesson": "慢慢的说"}),
    ],
)
def test_what_was_surely_heard_stays(said: str, known: dict[str, Any]) -> None:
    assert repaired(said, **known, sureness=SURELY) == said


def test_what_was_hardly_heard_is_still_no_other_person_and_no_other_trade() -> None:
    assert repaired("她们来学校报名", "他们来学校报名") == "她们来学校报名"
    assert repaired("不要买这个药", "不要卖这个药") == "不要买这个药"


def test_a_term_of_the_glossary_is_known_without_a_lesson() -> None:
    terms = ("党群服务中心", "云培训", "物业公司")
    assert repaired("当群服务中心请屋业公司来参加云培讯。", terms=terms) == "党群服务中心请物业公司来参加云培训。"


def test_a_common_word_becomes_a_term_only_where_it_is_expected() -> None:
    assert repaired("结果要公事。", terms=("公示",)) == "结果要公事。"
    assert repaired("结果要公事。", "结果要公示，请大家看。", ("公示",)) == "结果要公示。"
    assert repaired("结果要公事。", "结果要公示，请大家看。", ("公示",), sureness=SURELY) == "结果要公示。"
    assert repaired("结果要公事。", own=("公示",)) == "结果要公示。"


def test_a_term_may_end_in_the_next_cue() -> None:
    unsure = [[HARDLY] * 5, [HARDLY] * 8]
    first, second = repair(["明天请到当", "裙服务中心登记。"], Known("", everywhere=["党群服务中心"]), unsure)
    assert (first.text, second.text) == ("明天请到党", "群服务中心登记。")
    assert (first.repairs, second.repairs) == ([(4, 5, "当")], [(0, 1, "裙")])


def test_a_repair_tells_what_had_been_heard() -> None:
    heard = "第四步是反馈和公事。比如停车难、家中电梯。"
    (cue,) = repair([heard], Known(MEETING))
    assert cue.repairs == [(8, 9, "事"), (16, 18, "家中")]
    restored = cue.text
    for start, end, was in cue.repairs:
        restored = restored[:start] + was + restored[end:]
    assert restored == heard


def test_what_is_right_is_not_repaired_again() -> None:
    known = Known(MEETING, ["议事会"])
    (once,) = repair(["意识会要解决的是停车难、家中电梯。"], known)
    (again,) = repair([once.text], known)
    assert (again.text, again.repairs) == (once.text, [])


@pytest.mark.parametrize("heard", ["", "3、2、1", "OK", "。", "我们"])
def test_there_may_be_little_to_repair_and_nothing_to_know(heard: str) -> None:
    assert repaired(heard) == heard
    assert repaired(heard, MEETING, ("议事会",)) == heard


def test_another_lesson_s_words_are_hardly_ever_forced_on_what_was_said() -> None:
    """Measured: 7 wrong repairs in 100,000 letters (docs/speech.md)."""
    everything = list(lessons().values())
    letters = wrong = 0
    for at in range(0, len(everything), 8):
        # A course has at most six lessons.
        others = everything[: max(0, at - 5)] + everything[at + 6 :]
        found = repair(others, Known(everything[at], everywhere=vocabulary()))
        letters += sum(map(len, others))
        wrong += sum(len(lesson.repairs) for lesson in found)
    assert letters > 30_000
    assert wrong / letters < 0.000_2
