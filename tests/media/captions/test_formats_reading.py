"""Whatever file a person brings: what it is, or one sentence saying why it cannot be read."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from media.captions.formats import text
from media.captions.formats.reading import read
from media.captions.formats.timed import CorruptCaptions, TimedLine

SRT = "1\r\n00:00:01,000 --> 00:00:02,000\r\n名字里的第一个字\r\n"
CUES = [TimedLine(1000, 2000, "名字里的第一个字")]


@pytest.mark.parametrize(
    "data",
    [
        SRT.encode(),
        SRT.encode("utf-8-sig"),
        SRT.encode("utf-16"),
        SRT.encode("utf-16-le"),
        SRT.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + SRT.encode("utf-16-be"),
        SRT.encode("gb18030"),
        SRT.encode("gbk"),
    ],
)
def test_any_usual_encoding_is_understood(data: bytes) -> None:
    assert read(data, "字幕.srt") == CUES


def test_the_content_tells_the_format_and_not_the_name() -> None:
    assert read(SRT.encode(), "字幕") == CUES
    assert read(b"WEBVTT\n\n" + SRT.encode(), "lesson.srt") == CUES
    assert read("大家好。\n\n 今天　学写字。\n".encode(), "") == ["大家好。", "今天 学写字。"]


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.srt", "文件里没有字幕。"),
        (b"\xef\xbb\xbf \r\n\r\n", "a.txt", "文件里没有字幕。"),
        (b"WEBVTT\n\nNOTE nothing yet\n", "a.vtt", "文件里没有字幕。"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.vtt", "这不是文字文件"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a.docx", "这不是文字文件"),
        ("名".encode("utf-16")[:-1], "a.txt", "这不是文字文件"),
        (b"\xff\xff\xff\xff", "a.txt", "这不是文字文件"),
        ("[Script Info]\nTitle: 认字".encode(), "a.ass", "这是 ASS 文件。请先另存为"),
        (b"{\\rtf1\\ansi", "a.rtf", "这是 RTF 文件。请先另存为"),
        ("大家好".encode(), "a.srt", "第 1 行：这里缺少时间"),
        (SRT.encode(), "a.vtt", "第 1 行：WebVTT 文件应当以 WEBVTT 开头"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, name: str, why: str) -> None:
    with pytest.raises(CorruptCaptions) as refusal:
        read(data, name)
    assert str(refusal.value).startswith(why)


def test_a_text_has_a_line_a_cue() -> None:
    assert text.write([TimedLine(0, 1, "大家\n好。"), TimedLine(1, 2, "今天学写字。")]) == "大家 好。\n今天学写字。\n"


PIECES = st.sampled_from([b"WEBVTT", b"\n", b"\n\n", b"00:01.000", b" --> ", b"00:02.000", b"<v ", b">", b"&#0;", b"1"])
MIXED = st.lists(st.one_of(PIECES, st.binary(max_size=4)), max_size=30).map(b"".join)


@given(st.one_of(st.binary(max_size=200), MIXED), st.sampled_from(["a.vtt", "a.srt", "a.txt", ""]))
@example(b"WEBVTT\n\n00:01.000 --> 00:02.000\n&#0;&#xd800;&#128;", "a.vtt")
def test_any_bytes_are_lines_that_can_be_kept_or_a_sentence(data: bytes, name: str) -> None:
    with suppress(CorruptCaptions):
        for line in read(data, name):
            said = line.text if isinstance(line, TimedLine) else line
            assert said == " ".join(said.split()) != ""
            assert "\0" not in said
            said.encode()
