"""A text as a learner reads it: paragraphs of characters, each with its pinyin if they need it, and its card."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from college.hanzi import characters
from college.hanzi.pinyin import annotate
from college.literacy.letters.models import Letter
from college.literacy.models import LearnedCharacter

COOKIE = "pinyin"


class Pinyin(TextChoices):
    """Over which characters a reader wants it."""

    UNKNOWN = "unknown", _("不认识的字")
    ALL = "all", _("全部")
    NONE = "none", _("不显示")


class Glyph(NamedTuple):
    """A character, or a stretch of text that has no card."""

    text: str
    pinyin: str
    has_card: bool


def chosen(request: HttpRequest) -> str:
    """As this device remembers it."""
    kept = request.COOKIES.get(COOKIE, "")
    return kept if kept in Pinyin.values else Pinyin.UNKNOWN


def laid_out(letter: Letter, *, pinyin: str) -> list[list[Glyph]]:
    """One query, where it depends on what the learner knows."""
    if pinyin == Pinyin.UNKNOWN:
        known = LearnedCharacter.objects.filter(learner=letter.learner_id, char__in=set(letter.text)).known()
        return _paragraphs(letter.text, set(known.values_list("char", flat=True)))
    return _paragraphs(letter.text, frozenset() if pinyin == Pinyin.ALL else set(letter.text))


def _paragraphs(text: str, known: Collection[str]) -> list[list[Glyph]]:
    return [_glyphs(paragraph, known) for paragraph in text.split("\n")]


def _glyphs(text: str, known: Collection[str]) -> list[Glyph]:
    found: list[Glyph] = []
    for token in annotate(text, known):
        for char in token.text:
            if characters.get(char):
                found.append(Glyph(char, token.pinyin, has_card=True))
            elif found and not found[-1].has_card:
                found[-1] = Glyph(found[-1].text + char, "", has_card=False)
            else:
                found.append(Glyph(char, "", has_card=False))
    return found
