"""Where in videos words are spoken."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from media.models import Cue, Transcript, Video
from media.moments import MOST, Moment, moments
from tests.media.factories import TranscriptFactory

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres]


def video_that_says(*lines: str, language: str = "zh", **fields: object) -> Video:
    """A line every three seconds."""
    transcript = TranscriptFactory(**{"state": Transcript.State.DONE, "language": language, **fields})
    Cue.objects.bulk_create(
        Cue(transcript=transcript, start_ms=n * 3000, end_ms=n * 3000 + 2500, text=line) for n, line in enumerate(lines)
    )
    video: Video = transcript.video
    return video


def told(video: Video, query: str) -> list[Moment]:
    return moments([video.pk], query).get(video.pk, [])


def test_a_word_is_found_at_the_second_at_which_its_line_begins() -> None:
    video = video_that_says("各位居民，大家好。", "小区要加装电梯。", "请大家商量。")
    assert told(video, "加装电梯") == [Moment(3, "小区要加装电梯。")]
    assert told(video, "停车") == []


def test_a_word_that_goes_over_into_the_next_line_is_found_and_shown_whole() -> None:
    video = video_that_says("这次要商量的是加", "装电梯的事。", "加，", "装电梯。")
    assert told(video, "加装电梯") == [Moment(0, "这次要商量的是加装电梯的事。")]


def test_a_sentence_that_goes_on_is_shown_to_its_next_line() -> None:
    video = video_that_says("先写一横，", "再写一竖。", "We learn to", "write names")
    assert [moment.text for moment in told(video, "一横")] == ["先写一横，再写一竖。"]
    assert [moment.text for moment in told(video, "LEARN")] == ["We learn to write names"]


def test_of_many_lines_the_first_few_are_shown() -> None:
    video = video_that_says(*[f"第{n}遍写名字。" for n in range(9)])
    assert [moment.second for moment in told(video, "名字")] == [0, 3, 6][:MOST]


def test_lines_with_all_the_words_come_before_lines_with_one() -> None:
    video = video_that_says("写横。", "写竖。", "写撇。", "写捺。", "写好名字，再写日期。", "日期。")
    assert [moment.second for moment in told(video, "日期 名字")] == [12, 15]
    assert 12 in [moment.second for moment in told(video, "写 名字")]


def test_latin_words_are_whole_whatever_their_case_and_width() -> None:
    video = video_that_says("先打开app。", "这个happy不算。", "再用WeChat登录。")
    assert [moment.second for moment in told(video, "ＡＰＰ")] == [0]
    assert [moment.second for moment in told(video, "wechat")] == [6]


def test_only_what_is_shown_as_its_transcript_is_told() -> None:
    assert not told(video_that_says("请商量。", state=Transcript.State.RUNNING), "商量")
    assert not told(video_that_says("请商量。", language="en"), "商量")


def test_signs_are_no_words() -> None:
    video = video_that_says("百分之百% _ \\ ' ( [ .*")
    for query in ["", "。", "%", "_", "\\", "'", "(", "😀", "[", ".*"]:
        assert told(video, query) == [], query


def test_as_much_as_fits_the_box_is_answered() -> None:
    video = video_that_says("写一横。")
    for query in ("写" * 100, "写 " * 50, "a " * 50, "写一横，" * 25):
        told(video, query)


def test_many_videos_cost_as_many_queries_as_one() -> None:
    videos = [video_that_says(*["写自己的名字。"] * 5).pk for _ in range(6)]
    with CaptureQueriesContext(
        connection,
    ) as captured:
        found = moments(videos, "名字")
    assert {len(places) for places in found.values()} == {MOST}
    assert len(found) == 6
    assert len(captured) == 2
