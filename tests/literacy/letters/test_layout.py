from math import cos, radians, sin

from college.literacy.letters.layout import Piece, Point, paragraphs


def piece(text: str, left: float, top: float, *, height: float = 40, degrees: float = 0) -> Piece:
    """A character is as wide as it is high; the whole is turned about the upper left of the photo."""
    right, bottom = left + height * len(text), top + height
    one, two, three, four = (
        _turned(x, y, degrees) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
    )
    return Piece(text, (one, two, three, four))


def _turned(x: float, y: float, degrees: float) -> Point:
    angle = radians(degrees)
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)


def test_lines_that_fill_the_paper_run_on() -> None:
    assert paragraphs([piece("今天天气很好我们", 0, 0), piece("去公园了", 0, 60)]) == ["今天天气很好我们去公园了"]


def test_a_line_that_stands_in_begins_a_paragraph() -> None:
    lines = [piece("今天天气很好我们去", 0, 0), piece("放假我就回来", 80, 60), piece("看您", 0, 120)]
    assert paragraphs(lines) == ["今天天气很好我们去", "放假我就回来看您"]


def test_after_a_short_line_and_after_a_gap_something_new_begins() -> None:
    lines = [piece("亲爱的奶奶", 0, 0), piece("今天天气很好我们去", 0, 60), piece("放假我就回来看您了", 0, 120)]
    far_below = piece("十一月三日星期天晚", 0, 300)
    assert paragraphs([*lines, far_below]) == [
        "亲爱的奶奶",
        "今天天气很好我们去放假我就回来看您了",
        "十一月三日星期天晚",
    ]


def test_a_photo_held_askew_is_read_line_by_line() -> None:
    lines = [("今天天气很好我们去", 0), ("公园看花红的黄的都", 60), ("有可漂亮了我真高兴", 120)]
    pieces = [piece(text, 0, top, degrees=12) for text, top in reversed(lines)]
    assert paragraphs(pieces) == ["今天天气很好我们去公园看花红的黄的都有可漂亮了我真高兴"]


def test_what_stands_beside_one_another_is_one_line() -> None:
    assert paragraphs([piece("每日三次", 300, 4), piece("阿莫西林", 0, 0)]) == ["阿莫西林 每日三次"]


def test_between_latin_words_of_two_lines_is_a_space() -> None:
    assert paragraphs([piece("good morning", 0, 0), piece("to everybody", 0, 60)]) == ["good morning to everybody"]


def test_an_empty_photo_has_no_paragraphs() -> None:
    assert paragraphs([]) == []
