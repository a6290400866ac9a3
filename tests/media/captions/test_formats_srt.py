"""SubRip files, which every program writes a little differently."""

import pytest

from media.captions.formats import srt
from media.captions.formats.timed import CorruptCaptions, TimedLine

USUAL = """\
1
00:00:05,600 --> 00:00:08,000
<i>名字里的</i>第一个字，
<font color="#ffff00">叫做姓。</font>

2
00:00:08,200 --> 00:00:10,000  X1:100 X2:200
{\\an8}3 < 5 & 名

"""


def lines(*said: tuple[int, int, str]) -> list[TimedLine]:
    return [TimedLine(*each) for each in said]


def test_an_srt_file_is_read_as_plain_text() -> None:
    assert srt.parse(USUAL) == lines((5600, 8000, "名字里的第一个字，叫做姓。"), (8200, 10000, "3 < 5 & 名"))


@pytest.mark.parametrize(
    "text",
    [
        USUAL.replace("\n", "\r\n"),
        USUAL.replace("\n", "\r"),
        USUAL.replace("\n\n", "\n"),
        USUAL.replace("\n\n", "\n \t\n\n"),
        USUAL.replace(",600", ".600").replace("00:00:08,000", "0:08"),
        USUAL.replace("1\n00", "00", 1),
    ],
)
def test_it_does_not_matter_how_a_program_writes_it(text: str) -> None:
    assert srt.parse(text) == srt.parse(USUAL)


def test_a_cue_that_says_nothing_is_left_out() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\n好\n"
    assert srt.parse(text) == lines((3000, 4000, "好"))


def test_two_people_talking_stay_apart() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n- 您好！\n- 您好，\n请坐。"
    assert srt.parse(text) == lines((1000, 2000, "- 您好！ - 您好，请坐。"))


def test_a_number_in_the_text_is_not_that_of_a_cue() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n今年是\n2026\n\n2\n00:00:03,000 --> 00:00:04,000\n2027\n"
    assert srt.parse(text) == lines((1000, 2000, "今年是2026"), (3000, 4000, "2027"))


def test_what_is_wrong_is_said_with_its_line() -> None:
    with pytest.raises(CorruptCaptions, match=r"^第 7 行：结束时间早于开始时间。$"):
        srt.parse(USUAL.replace("00:00:10,000", "00:00:07,000"))


def test_captions_are_written_as_every_program_reads_them() -> None:
    assert srt.write(lines((5600, 8000, "姓"), (3_725_000, 3_726_050, "写完以后，请您大声地读一遍给旁边的人听。"))) == (
        "1\n00:00:05,600 --> 00:00:08,000\n姓\n\n"
        "2\n01:02:05,000 --> 01:02:06,050\n写完以后，\n请您大声地读一遍给旁边的人听。\n\n"
    )
