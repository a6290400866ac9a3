"""The words of a file: its sheet, its headings, its kinds; written in the editor's language, read in any of ours."""

from functools import cache, partial
from string import ascii_uppercase

from django.utils.translation import gettext_lazy as _

from college.quizzes.drafts import MOST_OPTIONS, Kind
from college.spreadsheets import in_every_language

LETTERS = ascii_uppercase[:MOST_OPTIONS]
LETTERS_OF_THE_TEMPLATE = 6
SHEET = _("题目")
KIND, TEXT, ANSWER, EXPLANATION = "kind", "text", "answer", "explanation"
TOPICS, PICTURE, CLIP, NUMBER = "topics", "picture", "clip", "number"
OPTION, MATCH, FEEDBACK = "option", "match", "feedback"
NAMES = {
    KIND: _("题型"),
    TEXT: _("题目"),
    ANSWER: _("答案"),
    EXPLANATION: _("讲解"),
    TOPICS: _("标签"),
    PICTURE: _("图片"),
    CLIP: _("声音或视频"),
    NUMBER: _("编号"),
}
LETTERED = {OPTION: _("选项%(letter)s"), MATCH: _("配对%(letter)s"), FEEDBACK: _("提示%(letter)s")}
NEEDED = (KIND, TEXT, OPTION + "A", ANSWER)
WIDTHS = {KIND: 10, TEXT: 40, ANSWER: 10, EXPLANATION: 30, NUMBER: 14}


def keys(letters: int) -> list[str]:
    """The columns of a file in their order; those that are seldom filled in stand last."""
    used = LETTERS[:letters]
    return [
        *(KIND, TEXT),
        *(OPTION + letter for letter in used),
        *(ANSWER, EXPLANATION, TOPICS),
        *(MATCH + letter for letter in used),
        *(FEEDBACK + letter for letter in used),
        *(PICTURE, CLIP, NUMBER),
    ]


def heading(key: str) -> str:
    if key in NAMES:
        return str(NAMES[key])
    return LETTERED[key[:-1]] % {"letter": key[-1]}


def headings_by_language() -> dict[str, str]:
    """Of every heading we know, its key."""
    return {words: key for key in keys(len(LETTERS)) for words in in_every_language(partial(heading, key))}


@cache
def kinds_by_language() -> dict[str, Kind]:
    return {words: kind for kind in Kind for words in in_every_language(partial(str, kind.label))}
