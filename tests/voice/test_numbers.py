import pytest

from college.voice.numbers import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("今年83岁", "今年八十三岁"),
        ("2026年7月1日", "二零二六年七月一日"),
        ("上午8:05开始，9:30结束，10:00走", "上午八点零五分开始，九点三十分结束，十点走"),
        ("电话13812345678", "电话一三八一二三四五六七八"),
        ("第007号", "第零零七号"),
        ("占95%，3.5元", "占百分之九十五，三点五元"),
        ("0、10、12、20、100、105、110、1050", "零、十、十二、二十、一百、一百零五、一百一十、一千零五十"),
        ("10005、120000、100000000、105000", "一万零五、十二万、一亿、十万五千"),
        ("没有数字", "没有数字"),
    ],
)
def test_numbers_are_said_as_people_say_them(written: str, said: str) -> None:
    assert spoken(written) == said
