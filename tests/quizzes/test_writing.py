"""Questions as teachers write them in a document."""

import pytest

from college.quizzes.models import Quiz
from college.quizzes.writing import MOST, make_quiz, parse, wrongs
from tests.factories import UserFactory


def right(text: str) -> list[list[str]]:
    return [[option.text for option in question.options if option.is_correct] for question in parse(text)]


def test_a_question_its_options_and_what_is_right_are_read_from_plain_lines() -> None:
    first, second = parse(
        "楼道里能给电动车充电吗？\n不能 √\n能\n讲解：电池会起火。\n\n\n哪些不能放？\n纸箱√\n灭火器\n* 电动车\n"
    )
    assert (first.text, first.kind, first.explanation, first.line) == (
        "楼道里能给电动车充电吗？",
        "single",
        "电池会起火。",
        1,
    )
    assert [(option.text, option.is_correct) for option in first.options] == [("不能", True), ("能", False)]
    assert (second.kind, second.line) == ("multiple", 7)
    assert [option.text for option in second.options if option.is_correct] == ["纸箱", "电动车"]


@pytest.mark.parametrize(
    "text",
    [
        "1. 能吗？\nA. 不能（正确）\nB. 能",
        "（2）能吗？\nA、不能\nB、能\n答案：A",
        "3、能吗？\n√ A．不能\nB．能",
        "能吗？\r\n（a）不能(对)\r\n（b）能\r\n",
        "能吗？\nA) 不能\nB) 能\n正确答案: a",
        "能吗？\nA) 不能\nB) 能\nAnswer: A\nExplanation: 电池会起火。",
    ],
)
def test_numbers_and_letters_of_a_printed_test_are_left_out(text: str) -> None:
    assert right(text) == [["不能"]]
    assert parse(text)[0].text == "能吗？"
    assert list(wrongs(parse(text))) == []


def test_a_dot_behind_the_letter_and_a_second_line_of_the_explanation_do_no_harm() -> None:
    (question,) = parse("能吗？\nA. 不能\nB. 能\n讲解：电池会起火。\n楼道就成了烟囱。\n答案：A。")
    assert [(option.text, option.is_correct) for option in question.options] == [("不能", True), ("能", False)]
    assert question.explanation == "电池会起火。\n楼道就成了烟囱。"


@pytest.mark.parametrize("text", ["110、119 是什么电话？", "3.5 米宽的路能停车吗？", "2026 年是什么年？"])
def test_a_number_that_belongs_to_the_question_stays(text: str) -> None:
    assert parse(f"{text}\n甲 √\n乙")[0].text == text


def test_several_letters_are_several_right_answers() -> None:
    assert right("哪些？\nA. 一\nB. 二\nC. 三\n答案：A、C") == [["一", "三"]]


def test_right_and_wrong_alone_make_a_question_of_true_or_false() -> None:
    assert parse("他今年八十。\n对 √\n错")[0].kind == "true-false"


def test_a_word_that_is_only_a_mark_stays_an_option() -> None:
    assert [option.text for option in parse("选哪个？\n√\n× √")[0].options] == ["√", "×"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "还没有写题目。"),
        ("  \n\n", "还没有写题目。"),
        ("能吗？", "第 1 行的题：至少要两个选项。"),
        ("\n\n能吗？\n能\n不能", "第 3 行的题：还没有说哪一个选项正确。"),
        ("能吗？\n能 √\n不能 √", "第 1 行的题：多选题至少要有一个不正确的选项。"),
        ("能吗？\n能 √\n能", "第 1 行的题：“能”写了两遍。"),
        ("能吗？\n" + "长" * 201 + "√\n能", "第 1 行的题：一个选项最多 200 个字。"),
        ("长" * 601 + "\n能 √\n不能", "第 1 行的题：题目最多 600 个字。"),
        ("能吗？\nA. 能\nB. 不能\n答案：AE", "第 1 行的题：“答案：AE”要写选项的字母，例如“答案：A”。"),
        ("能吗？\n能 √\n不能\n答案：不能", "第 1 行的题：“答案：不能”要写选项的字母，例如“答案：A”。"),
        ("1.\n能吗？√\n能", "第 1 行的题：这里只有题号，没有题目。"),
        ("\n\n".join(["能吗？\n能 √\n不能"] * (MOST + 1)), "一次最多写 50 道题。"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    assert list(wrongs(parse(text))) == [said]


@pytest.mark.django_db
def test_a_quiz_asks_them_in_the_order_they_were_written() -> None:
    quiz = make_quiz(title="电动车", questions=parse("甲？\n是 √\n否\n\n乙？\n一 √\n二"), user=UserFactory())
    assert [row.question.text for row in Quiz.objects.get(pk=quiz.pk).chosen.all()] == ["甲？", "乙？"]
    assert [option.text for option in quiz.chosen.first().question.options.all()] == ["是", "否"]
