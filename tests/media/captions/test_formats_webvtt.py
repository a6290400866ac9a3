"""WebVTT as editors bring it and as players get it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.captions.formats import srt, webvtt
from media.captions.formats.timed import CorruptCaptions, TimedLine
from media.speech.cues import SpokenCue

FROM_ANOTHER_PROGRAM = """\
WEBVTT - 认字班第一课
Kind: captions
Language: zh

NOTE 第二稿
周老师看过

STYLE
::cue { color: yellow }

REGION
id:bottom

开头
00:05.000 --> 00:08.500 line:0 position:20% align:start
<v.loud 周老师>请您<i>大声</i>读 &amp; 写，
<00:07.000>一笔一画。

00:00:09.000 --> 00:00:10.250
<v 小王><ruby>姓<rt>xìng</rt></ruby> &lt; 名
00:00:11.000 --> 00:00:12.000
<v 小王>Hello
there
"""


def lines(*said: tuple[int, int, str]) -> list[TimedLine]:
    return [TimedLine(*each) for each in said]


def test_a_file_of_another_program_is_read_as_plain_text() -> None:
    assert webvtt.parse(FROM_ANOTHER_PROGRAM) == lines(
        (5000, 8500, "周老师：请您大声读 & 写，一笔一画。"),
        (9000, 10250, "小王：姓 < 名"),
        (11000, 12000, "Hello there"),
    )


def test_one_speaker_is_not_named() -> None:
    assert webvtt.parse("WEBVTT\n\n00:01.000 --> 00:02.000\n<v 周老师>大家好") == lines((1000, 2000, "大家好"))


def test_the_line_of_a_cue_in_the_file_is_known() -> None:
    assert [cue.line for cue in webvtt.parse(FROM_ANOTHER_PROGRAM)] == [15, 19, 21]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("00:01.000 --> 00:02.000\n好", 1, "应当以 WEBVTT 开头"),
        ("\n", 1, "应当以 WEBVTT 开头"),
        ("WEBVTT好\n\n", 1, "应当以 WEBVTT 开头"),
        ("WEBVTT\n\n大家好\n", 3, "这里缺少时间"),
        ("WEBVTT\n\n1\n00:01.000 -> 00:02.000\n好", 3, "这里缺少时间"),
        ("WEBVTT\n\n1\n00:01.000 --> 00:0x.000\n好", 4, "时间看不懂"),
        ("WEBVTT\n\n00:01.000 --> 00:99.000\n好", 3, "时间看不懂"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\n好", 3, "结束时间早于开始时间"),
        ("WEBVTT\n\n00:03.000 --> 00:03.000\n好", 3, "结束时间与开始时间相同"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\n一\n\n00:01.000 --> 00:02.000\n二", 6, "不比上一条晚"),
        ("WEBVTT\n\n00:05.000 --> 00:07.000\n一\n\n00:06.000 --> 00:08.000\n二", 6, "时间重叠"),
        ("WEBVTT\n\n00:05.000 --> 00:07.000\n" + "长" * 501, 3, "有 501 个字，最多 500 个"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(CorruptCaptions) as refusal:
        webvtt.parse(text)
    assert refusal.value.line == line
    assert str(refusal.value).startswith(f"第 {line} 行：")
    assert why in str(refusal.value)


def test_times_that_overlap_by_a_rounding_are_set_apart() -> None:
    read = webvtt.parse("WEBVTT\n\n00:01.000 --> 00:02.040\n一\n\n00:02.000 --> 00:03.000\n二")
    assert read == lines((1000, 2000, "一"), (2000, 3000, "二"))


def test_a_film_s_worth_of_cues_is_the_most() -> None:
    cue = "00:01.000 --> 00:02.000\n\n"
    with pytest.raises(CorruptCaptions, match="有 20001 条字幕，最多 20000 条"):
        webvtt.parse("WEBVTT\n\n" + cue * 20_001)


def test_unclosed_tags_are_read_as_fast_as_others() -> None:
    """Each would be looked for up to the end of the file: hours."""
    with pytest.raises(CorruptCaptions, match="个字"):
        webvtt.parse("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 300_000 + "<v" + " " * 300_000 + "<" * 300_000)


def test_a_browser_can_read_the_captions() -> None:
    cues = [
        SpokenCue(0.04, 2.9996, "大家好。", 0.9),
        SpokenCue(3725.5, 3730.0, "写完以后，请您大声地读一遍给旁边的人听。", 0.8),
    ]
    assert webvtt.write(cues) == (
        "WEBVTT\n\n00:00:00.040 --> 00:00:03.000\n大家好。\n\n"
        "01:02:05.500 --> 01:02:10.000\n写完以后，\n请您大声地读一遍给旁边的人听。\n"
    )


def test_what_is_said_is_never_markup() -> None:
    text = webvtt.write([SpokenCue(0, 1, "a<b> & c --> d\n\nNOTE x", 1)])
    assert "a&lt;b&gt; &amp; c --&gt; d NOTE x" in text


def test_no_cues_are_a_valid_file_too() -> None:
    assert webvtt.write([]) == "WEBVTT\n"
    assert webvtt.parse("WEBVTT\n") == []


LETTERS = st.sampled_from(
    [*"大家好姓名，。：“”！？ab 1<>&;-\u3000{}ﾊ안བོཡې\U00020bb7", "-->", "&lt;", "<b>", "NOTE", " "]
)
SAID = st.lists(LETTERS, max_size=60).map(lambda letters: " ".join("".join(letters).split())).filter(bool)
TIMES = st.lists(st.integers(0, 400_000_000), min_size=2, max_size=12, unique=True).map(sorted)


def captions(times: list[int]) -> st.SearchStrategy[list[TimedLine]]:
    spans = [times[at : at + 2] for at in range(0, len(times) - 1, 2)]
    return st.tuples(*[st.builds(TimedLine, *map(st.just, span), SAID) for span in spans]).map(list)


CAPTIONS = TIMES.flatmap(captions)


@settings(max_examples=50)
@given(CAPTIONS)
def test_whatever_is_said_is_read_as_it_was_written(cues: list[TimedLine]) -> None:
    assert webvtt.parse(webvtt.write(cues)) == cues


@settings(max_examples=50)
@given(CAPTIONS)
def test_srt_loses_only_what_it_cannot_say(cues: list[TimedLine]) -> None:
    sayable = [TimedLine(cue.start_ms, cue.end_ms, cue.text.replace("<", "＜").replace("{", "｛")) for cue in cues]
    arrowless = [TimedLine(cue.start_ms, cue.end_ms, cue.text.replace("-->", "→")) for cue in sayable]
    assert srt.parse(srt.write(sayable)) == arrowless
