from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from media.speech.cues import LONGEST_SECONDS, SHORTEST_SECONDS, Atom, cues, shared, timed
from media.speech.lines import LINE_WIDTH, fits, lines
from media.speech.words import atoms, width

CLAUSES = (
    "大家好",
    "欢迎来到社区认字班",
    "先写一横",
    "志愿服务记录应该怎么写",
    "请看黑板",
    "用 WeChat 扫码",
    "八点三十分",
)
TEXTS = st.lists(
    st.tuples(st.sampled_from(CLAUSES), st.sampled_from(["，", "。", "？", "、", ""])), min_size=1, max_size=12
)


@st.composite
def speeches(draw: st.DrawFn) -> list[Atom]:
    """People say three to seven characters a second and stop now and then."""
    words, clock = [], draw(st.floats(0, 100))
    for clause, mark in draw(TEXTS):
        rate = draw(st.floats(3, 7))
        letters = shared(clock, clock + len(clause) / rate, len(clause.replace(" ", "")), 0.9)
        words += timed(clause + mark, letters)
        clock = words[-1].end + draw(st.sampled_from([0.0, 0.1, 0.6, 2.5]))
    return words


@given(speeches())
def test_every_word_is_in_a_cue_once_and_in_order(words: list[Atom]) -> None:
    found = "".join(cue.text for cue in cues(words, until=1000))
    assert found.replace(" ", "") == "".join(word.text for word in words).replace(" ", "")


@given(speeches())
def test_cues_follow_each_other_without_overlap(words: list[Atom]) -> None:
    found = list(cues(words, until=1000))
    assert all(cue.start < cue.end for cue in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(speeches())
def test_a_cue_can_be_read_in_its_time_on_two_lines(words: list[Atom]) -> None:
    for cue in cues(words, until=1000):
        assert fits(atoms(cue.text))
        assert len(lines(cue.text)) <= 2
        assert all(width(line) <= LINE_WIDTH for line in lines(cue.text))
        assert cue.end - cue.start <= LONGEST_SECONDS + 1e-6


@given(speeches())
def test_a_cue_stays_long_enough_to_be_seen(words: list[Atom]) -> None:
    assume(words[-1].end - words[0].start > SHORTEST_SECONDS)
    assert all(cue.end - cue.start >= SHORTEST_SECONDS - 1e-6 for cue in cues(words, until=1000))


@given(speeches())
def test_no_cue_begins_inside_a_word(words: list[Atom]) -> None:
    starts = {word.start for word in words}
    assert all(cue.start in starts for cue in cues(words, until=1000))


def test_a_cue_ends_with_its_sentence() -> None:
    text = "各位叔叔阿姨，大家好。今天是我们的第一课，学写自己的名字。"
    found = cues(timed(text, shared(0, 7, 24, 0.8)), until=10)
    assert [cue.text for cue in found] == ["各位叔叔阿姨，大家好。", "今天是我们的第一课，学写自己的名字。"]


def test_a_long_sentence_is_broken_at_its_commas() -> None:
    text = "一份合格的志愿服务记录，应该包括志愿者的姓名，服务的时间，服务的地点和服务的内容。"
    found = [cue.text for cue in cues(timed(text, shared(0, 9, 37, 0.8)), until=10)]
    assert "".join(found) == text
    assert all(cue[-1] in "，。" for cue in found)


def test_a_word_longer_than_the_screen_does_not_stop_the_work() -> None:
    text = "请打开" + "x" * 200
    assert [cue.text for cue in cues(timed(text, shared(0, 9, 203, 0.8)), until=10)]


def test_nothing_said_makes_no_cue() -> None:
    assert list(cues([], until=10)) == []


def test_times_are_shared_out_where_cleaning_changed_the_number_of_letters() -> None:
    words = timed("一二三四", shared(10, 14, 8, 0.5))
    assert (words[0].start, words[-1].end) == (10, 14)
    assert timed("大家好", []) == []
