import pytest

from media.speech.engines import Utterance
from media.speech.invented import is_invented


def heard(text: str, confidence: float = 0.8, silence: float = 0.05) -> Utterance:
    return Utterance(0.0, 5.0, text, confidence, silence)


@pytest.mark.parametrize(
    "text",
    [
        "字幕由 Amara.org 社区提供",
        "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
        "中文字幕志愿者 杨茜茜",
        "字幕by索兰娅",
        "优优独播剧场——YoYo Television Series Exclusive",
        "证证证证证证证证证证证证证证",
        "我们学写字，我们学写字，我们学写字，我们学写字，我们学写字，我们学写字，我们学写字，",
        "……",
    ],
)
def test_credits_and_loops_that_nobody_said_are_dropped(text: str) -> None:
    assert is_invented(heard(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "各位叔叔阿姨，大家好，欢迎来到社区认字班。",
        "先写一横，再写一竖，然后一撇，一捺。",
        "谢谢大家。",
        "好好好，对对对。",
        "请大家学完以后完成后面的练习题。",
        "把问题一条一条记下来，一个一个地解决。",
    ],
)
def test_what_a_teacher_says_is_kept(text: str) -> None:
    assert not is_invented(heard(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "这首歌由聂耳作曲，田汉作词。",
        "今天我们学剪辑视频，第四步是字幕制作。",
        "这位老师叫Tamara。",
        "打赏支持主播的都要当心诈骗",
        "跟我读，人人人人人人人人。",
        "一去二三里，一去二三里，一去二三里",
        "人，人，人，人，人，人，人，人，人，人，人，人，人，人。",
    ],
)
def test_a_teacher_who_is_heard_well_may_say_anything(text: str) -> None:
    surely = heard(text, confidence=0.98, silence=0.01)
    assert not is_invented(surely, text)


@pytest.mark.parametrize("confidence", [0.75, 0.97])
@pytest.mark.parametrize(
    "text",
    [
        "请大家点这里，打开中文字幕。",
        "右下角可以看字幕：先点一下",
        "字幕由老师检查过。",
        "Amara is a student here.",
    ],
)
def test_a_teacher_may_speak_of_subtitles(text: str, confidence: float) -> None:
    assert not is_invented(heard(text, confidence), text)


@pytest.mark.parametrize(
    "text",
    [
        "字幕由Amara.org社群提供",
        "中文字幕志愿者，杨茜茜",
        "Subtitles by the Amara.org community",
        "请不吝点赞，订阅，转发，打赏支持明镜与点点栏目",
        "优优独播剧场——YoYo Television Series Exclusive",
    ],
)
def test_credits_that_the_engine_is_sure_of_are_still_credits(text: str) -> None:
    assert is_invented(heard(text, confidence=0.97), text)


@pytest.mark.parametrize("text", ["作词 李宗盛", "字幕制作 贝尔", "打赏支持"])
def test_credits_that_might_be_said_are_believed_only_if_they_were_heard_well(text: str) -> None:
    assert is_invented(heard(text, confidence=0.4), text)


def test_nobody_drills_faster_than_people_can_speak() -> None:
    text = "我们学写字，" * 12
    assert is_invented(heard(text, confidence=0.98), text)


def test_a_farewell_is_believed_only_if_it_was_heard_well() -> None:
    assert not is_invented(heard("谢谢观看", confidence=0.9), "谢谢观看")
    assert is_invented(heard("谢谢观看", confidence=0.3), "谢谢观看")


def test_words_over_silence_are_dropped() -> None:
    assert is_invented(heard("我们", confidence=0.2, silence=0.9), "我们")
