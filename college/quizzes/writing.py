"""Questions as teachers write them in a document: a question, its options a line each, the right ones marked.

    1. 楼道里能给电动车充电吗？
    A. 不能 √
    B. 能
    讲解：电池起火，楼道就成了烟囱。

A blank line comes between two questions. Numbers and letters may be left out; instead of marks there may be a line
“答案：A”.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from college.people.models import User
from college.quizzes.drafts import DraftOption, faults
from college.quizzes.models import Option, Question, Quiz, QuizQuestion

MOST = 50
LONGEST_QUESTION: int = Question._meta.get_field("text").max_length or 0
LONGEST_EXPLANATION: int = Question._meta.get_field("explanation").max_length or 0
LONGEST_OPTION: int = Option._meta.get_field("text").max_length
NUMBER = re.compile(r"^[（(]?\d{1,3}\s*[.．、)）](?!\d)\s*")
LETTER = re.compile(r"^[（(]?([A-Ja-j])\s*[.．、)）:：]\s*")
RIGHT = re.compile(r"^[*√✓✔☑]\s*|\s*(?:[*√✓✔☑]|[（(](?:对|正确|right|correct|√|✓)[）)])$", re.IGNORECASE)
ANSWER = re.compile(r"^(?:(?:正确)?答案|answers?)\s*[:：]\s*(.*)$", re.IGNORECASE)
EXPLANATION = re.compile(r"^(?:讲解|解析|explanation)\s*[:：]\s*", re.IGNORECASE)
LETTERS = re.compile(r"[A-Ja-j][A-Ja-j\s,，、]*")
YES_OR_NO = ({"对", "错"}, {"正确", "错误"}, {"是", "不是"}, {"是", "否"}, {"Yes", "No"}, {"True", "False"})


@dataclass(frozen=True)
class Written:
    line: int
    """Where it begins, from 1."""
    text: str
    options: tuple[DraftOption, ...]
    explanation: str = ""
    answers: str = ""
    """What stands behind “答案：”; empty where there is no such line."""

    @property
    def kind(self) -> str:
        if {option.text for option in self.options} in YES_OR_NO:
            return Question.Kind.TRUE_FALSE
        is_several = sum(option.is_correct for option in self.options) > 1
        return Question.Kind.MULTIPLE if is_several else Question.Kind.SINGLE


def parse(text: str) -> list[Written]:
    """Whatever was typed; what is wrong with it is told by `wrongs`."""
    found: list[Written] = []
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.replace("\0", "").splitlines(), ""], start=1):
        if bare := " ".join(line.split()):
            lines.append((number, bare))
        elif lines:
            found.append(_question(lines))
            lines = []
    return found


def wrongs(questions: Sequence[Written]) -> Iterator[str]:
    """What keeps these from being questions, a sentence each, with the line."""
    if not questions:
        yield _("还没有写题目。")
    if len(questions) > MOST:
        yield _("一次最多写 %(most)s 道题。") % {"most": MOST}
        return
    for question in questions:
        for sentence in _wrongs_of(question):
            yield _("第 %(line)s 行的题：%(why)s") % {"line": question.line, "why": sentence}


@transaction.atomic
def make_quiz(*, title: str, questions: Sequence[Written], user: User) -> Quiz:
    """Asks them in this order. Nothing may be wrong with them."""
    quiz = Quiz.objects.create(title=title)
    for place, written in enumerate(questions):
        question = Question.objects.create(kind=written.kind, text=written.text, explanation=written.explanation)
        Option.objects.bulk_create(
            Option(question=question, text=option.text, is_correct=option.is_correct, sort_order=number)
            for number, option in enumerate(written.options)
        )
        QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=place)
        log(question, "wagtail.create", user=user)
    log(quiz, "wagtail.create", user=user)
    return quiz


def _question(lines: list[tuple[int, str]]) -> Written:
    (start, first), *rest = lines
    options: list[DraftOption] = []
    explanation: list[str] = []
    answers = ""
    for _number, line in rest:
        if answer := ANSWER.match(line):
            answers = answer[1].rstrip("。.;；") or "?"
        elif explanation or EXPLANATION.match(line):  # to the end of the question
            explanation.append(EXPLANATION.sub("", line))
        else:
            options.append(_option(line))
    if LETTERS.fullmatch(answers):
        right = _places(answers)
        options = [DraftOption(option.text, is_correct=place in right) for place, option in enumerate(options)]
    return Written(start, NUMBER.sub("", first), tuple(options), "\n".join(explanation), answers)


def _all_there(question: Written) -> bool:
    return max(_places(question.answers)) < len(question.options)


def _places(answers: str) -> set[int]:
    """Of the options that are named by their letters, from 0."""
    return {ord(letter) - ord("A") for letter in answers.upper() if "A" <= letter <= "Z"}


def _option(line: str) -> DraftOption:
    """The mark may stand on either side, before or after the letter."""
    bare = RIGHT.sub("", LETTER.sub("", RIGHT.sub("", line)))
    return DraftOption(bare or line, is_correct=bare not in ("", LETTER.sub("", line)))


def _wrongs_of(question: Written) -> Iterator[str]:
    if not question.text:
        yield _("这里只有题号，没有题目。")
    if question.answers and not (LETTERS.fullmatch(question.answers) and _all_there(question)):
        yield _("“答案：%(answers)s”要写选项的字母，例如“答案：A”。") % {"answers": question.answers}
    if len(question.text) > LONGEST_QUESTION:
        yield _("题目最多 %(most)s 个字。") % {"most": LONGEST_QUESTION}
    if len(question.explanation) > LONGEST_EXPLANATION:
        yield _("讲解最多 %(most)s 个字。") % {"most": LONGEST_EXPLANATION}
    if any(len(option.text) > LONGEST_OPTION for option in question.options):
        yield _("一个选项最多 %(most)s 个字。") % {"most": LONGEST_OPTION}
    for fault in faults(question.kind, question.options):
        yield fault.sentence
