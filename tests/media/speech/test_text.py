import pytest

from media.speech.text import clean, ended


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("歡迎來到社區認字班。", "欢迎来到社区认字班。"),
        ("不要著急,慢慢寫,寫錯了也沒有關係", "不要着急，慢慢写，写错了也没有关系"),
        ("這是一部著名的著作,土著看著它", "这是一部著名的著作，土著看着它"),
        ("他著有多部小說,這意味著有很多人讀", "他著有多部小说，这意味着有很多人读"),
        ("妳好,這是甚麼?", "你好，这是什么？"),
        ("头髮乾淨,皇后以後", "头发干净，皇后以后"),
        ("比如停车难 加装电梯 楼道堆放杂物", "比如停车难，加装电梯，楼道堆放杂物"),
        ("一共3.14元,1,500人,8:30开始", "一共3.14元，1,500人，8:30开始"),
        ("第 3 课 , 学写名字 .", "第 3 课，学写名字。"),
        ("用 WeChat 8.0.1 扫码(或输入).", "用 WeChat 8.0.1 扫码（或输入）。"),
        ("然后...慢慢写", "然后……慢慢写"),
        ("他说:“请看黑板。”  然后走了", "他说：“请看黑板。”然后走了"),
        ("  大家好 。 ", "大家好。"),
    ],
)
def test_a_reader_of_simplified_chinese_reads_it_as_printed(written: str, read: str) -> None:
    assert clean(written, "zh") == read


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean("著急 慢慢寫,用 WeChat 8.0.1 (3.14)...", "zh")
    assert clean(once, "zh") == once


def test_english_keeps_its_own_punctuation() -> None:
    assert clean("  Hello,  world. It's 3:30. ", "en") == "Hello, world. It's 3:30."


@pytest.mark.parametrize(("pause", "stop"), [(1.2, "。"), (0.2, "，")])
def test_a_pause_is_written_as_a_stop_where_the_engine_wrote_none(pause: float, stop: str) -> None:
    assert ended("第一步是收集意见", pause, "zh") == f"第一步是收集意见{stop}"


def test_a_stop_that_is_there_stays_the_only_one() -> None:
    assert ended("大家好！", 2.0, "zh") == "大家好！"
    assert ended("hello", 2.0, "en") == "hello"
