"""What a form sends, as an answer, and whether it is right."""

from random import Random

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from college.quizzes import asking, marking
from college.quizzes.asking import Shown
from college.quizzes.errors import AnswerRefused
from college.quizzes.marking import normalised
from college.quizzes.models import Response
from tests.quizzes.bank import OPTIONS
from tests.quizzes.cast import Kind, form, right, wrong


def shown_as(kind: str) -> Shown:
    """As `asking.shown` freezes it, without a database."""
    options = [
        {"key": f"k{place}", "text": text, "match": match, "feedback": "", "is_correct": is_correct}
        for place, (text, match, is_correct) in enumerate(OPTIONS[kind])
    ]
    keys = [option["key"] for option in options]
    rng = Random(1)
    return {
        "kind": kind,
        "text": "问",
        "explanation": "",
        "picture": None,
        "clip": None,
        "options": asking.disordered(options, rng) if kind == Kind.ORDERING else options,
        "matches": asking.disordered(keys, rng) if kind == Kind.MATCHING else [],
        "order": keys if kind == Kind.ORDERING else [],
    }


def refusal(kind: str, said: dict[str, str | list[str]]) -> str:
    with pytest.raises(AnswerRefused) as refused:
        marking.parse(shown_as(kind), form(said))
    return refused.value.code


@pytest.mark.parametrize("kind", Kind.values)
def test_a_right_answer_is_right_and_a_wrong_one_is_not(kind: str) -> None:
    response = Response(shown=shown_as(kind))
    for said, is_right in ((right(response), True), (wrong(response), False)):
        answer = marking.parse(response.shown, form(said))
        assert marking.is_correct(response.shown, answer) is is_right


def test_of_several_right_options_all_are_wanted_and_no_other() -> None:
    for places, is_right in ((["1", "2"], True), (["2", "1", "2"], True), (["1"], False), (["1", "2", "3"], False)):
        answer = marking.parse(shown_as(Kind.MULTIPLE), form({"answer": places}))
        assert marking.is_correct(shown_as(Kind.MULTIPLE), answer) is is_right


@pytest.mark.parametrize("kind", Kind.values)
def test_a_form_without_an_answer_is_refused(kind: str) -> None:
    assert refusal(kind, {}) == "empty"
    if kind in (Kind.FILL_IN, Kind.MATCHING):
        assert refusal(kind, {"answer": " \t", "match-1": ""}) == "empty"


@pytest.mark.parametrize("place", ["0", "4", "-1", "01", "1.0", "x", "１", "99999999999999999999", "k1", "1 "])
def test_an_option_that_was_not_shown_is_refused(place: str) -> None:
    assert refusal(Kind.SINGLE, {"answer": place}) == "not-offered"
    assert refusal(Kind.MULTIPLE, {"answer": ["1", place]}) == "not-offered"
    assert refusal(Kind.MATCHING, {"match-1": place, "match-2": "1"}) == "not-offered"
    assert refusal(Kind.ORDERING, {"order": ["1", "2", place]}) == "not-offered"


def test_one_answer_is_wanted_where_one_is_asked_for() -> None:
    assert refusal(Kind.SINGLE, {"answer": ["1", "2"]}) == "not-offered"


def test_an_order_names_each_step_once() -> None:
    for places in (["1", "2"], ["1", "1", "2"], ["1", "2", "3", "3"], ["1"] * 5000):
        assert refusal(Kind.ORDERING, {"order": places}) == "not-offered"


def test_what_was_matched_so_far_is_handed_back_with_the_refusal() -> None:
    with pytest.raises(AnswerRefused) as refused:
        marking.parse(shown_as(Kind.MATCHING), form({"match-1": "1", "match-2": ""}))
    assert refused.value.code == "incomplete"
    assert list(refused.value.so_far) == ["k0"]


def test_a_book_typed_as_an_answer_is_refused() -> None:
    assert refusal(Kind.FILL_IN, {"answer": "合" * 1_000_000}) == "too-long"


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("合肥", "合肥市"),
        ("合肥", " 合 肥。"),
        ("合肥", "“合肥”"),
        ("ＡＥＤ", "aed"),
        ("AED", "A.E.D."),
        ("New York", "newyork"),
        ("119", "１１９"),
        ("3.14", "3。14"),
        ("10000", "10,000"),
        ("-5", "−5"),
        ("-5", "– 5"),
        (".5", "．5。"),
        ("don't", "Don’t!"),
        ("《民法典》", "民法典"),
        ("北京、上海", "北京，上海"),
        ("50%", "50％"),
        ("9:30", "9：30"),
    ],
)
def test_width_case_spaces_and_punctuation_do_not_count(typed: str, accepted: str) -> None:
    same = normalised(typed) == normalised(accepted)
    assert same is (accepted != "合肥市")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.14", "314"),
        (".5", "5"),
        ("-5", "5"),
        ("–5", "5"),
        ("x-1", "x1"),
        ("1,2", "12"),
        ("1/2", "12"),
        ("9:30", "930"),
        ("10²", "102"),
        ("C#", "C"),
        ("#5", "5"),
        ("a≠b", "a=b"),
        ("a!=b", "a=b"),
        ("(a+b)c", "a+bc"),
        ("5'", '5"'),
        ("？", "。"),
    ],
)
def test_what_makes_another_number_counts(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


NUMBERS = st.from_regex(r"[-#]?(0|[1-9][0-9]{0,3})?(\.[0-9]{1,2})?[%#]?", fullmatch=True).filter(
    lambda text: any(sign.isdigit() for sign in text)
)
ANSWERS = st.one_of(NUMBERS, st.text(alphabet="合肥安aZ9", min_size=1, max_size=6))


@given(one=NUMBERS, other=NUMBERS)
def test_two_numbers_that_are_written_differently_are_two_answers(one: str, other: str) -> None:
    assert (normalised(one) == normalised(other)) is (one == other)


@given(
    text=ANSWERS,
    gaps=st.lists(st.sampled_from(["", " ", "\u3000", "\t"]), min_size=8, max_size=8),
    is_wide=st.booleans(),
    is_other_case=st.booleans(),
    end=st.sampled_from(["", "。", ".", "！", "?", "；", " …"]),
)
def test_the_same_answer_in_other_width_and_case_with_spaces_and_a_full_stop_is_the_same(
    text: str, gaps: list[str], is_wide: bool, is_other_case: bool, end: str
) -> None:
    typed = "".join(gap + sign for gap, sign in zip(gaps, text, strict=False)) + end
    typed = typed.swapcase() if is_other_case else typed
    typed = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in typed) if is_wide else typed
    assert normalised(typed) == normalised(text)


def test_any_variant_is_accepted() -> None:
    for typed in ("合肥", "合肥市！"):
        assert marking.is_correct(shown_as(Kind.FILL_IN), typed)


NAMES = st.sampled_from(["answer", "order", "match-1", "match-2", "match-3", "number"])
VALUES = st.lists(st.one_of(st.sampled_from(["", "0", "1", "2", "3", "4"]), st.text(max_size=6)), max_size=5)


@given(kind=st.sampled_from(Kind.values), said=st.dictionaries(NAMES, VALUES, max_size=4))
def test_whatever_is_sent_is_an_answer_that_can_be_marked_and_kept_or_is_refused(
    kind: str, said: dict[str, list[str]]
) -> None:
    shown = shown_as(kind)
    data = QueryDict(mutable=True)
    for name, values in said.items():
        data.setlist(name, values)
    try:
        answer = marking.parse(shown, data)
    except AnswerRefused:
        return
    assert marking.is_correct(shown, answer) in (True, False)
    assert "\x00" not in str(answer)
    str(answer).encode()
