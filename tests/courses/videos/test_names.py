"""What a teacher calls her files, and what is made of it."""

import pytest

from college.courses.videos.names import in_order, lesson_title


def test_the_second_comes_before_the_tenth() -> None:
    names = ["10 总结.mp4", "2 横.mp4", "1 点.mp4", "Bonus.mp4"]
    assert sorted(names, key=in_order) == ["1 点.mp4", "2 横.mp4", "10 总结.mp4", "Bonus.mp4"]


def test_chinese_numbers_are_numbers_too() -> None:
    numbers = ["一", "二", "九", "十", "十一", "二十", "二十三"]
    names = [f"第{number}课.mp4" for number in numbers]
    assert sorted(sorted(names), key=in_order) == names


def test_names_of_any_kind_can_be_compared() -> None:
    names = ["", "1", "a1", "第", "第一", "１2", "1a", "第十", "a", "1.1", "٣"]
    assert len(sorted(names, key=in_order)) == len(names)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("01 我的名字.mp4", "我的名字"),
        ("2-我的家.MOV", "我的家"),
        ("03我的社区.mp4", "我的社区"),
        ("1.2_写一写.mp4", "写一写"),
        ("（4）家人.mp4", "家人"),
        ("第1课 点.mp4", "第1课 点"),
        ("110报警电话.mp4", "110报警电话"),
        ("2026年总结.mp4", "2026年总结"),
        ("05.mp4", "05"),
        ("我的名字", "我的名字"),
    ],
)
def test_a_lesson_is_called_as_its_file_without_number_and_kind(name: str, title: str) -> None:
    assert lesson_title(name, 100) == title


def test_no_title_is_longer_than_a_title_may_be() -> None:
    assert len(lesson_title("长" * 300, 100)) == 100
