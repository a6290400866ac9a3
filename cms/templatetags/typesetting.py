import re
from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale
from wagtail.models import Page

from cms.languages import language_of
from cms.results import Piece

register = template.Library()
_PHRASE = re.compile(r"[^：，、；。！？\s]+[：，、；。！？]*\s*")


@register.filter
def phrases(text: object) -> SafeString:
    """A title whose lines break between its phrases: Chinese has no spaces, so a browser breaks it anywhere."""
    return format_html_join("", '<span class="phrase">{}</span>', ((part,) for part in _PHRASE.findall(str(text))))


@register.filter
def with_marks(pieces: Iterable[Piece]) -> SafeString:
    """A text in which the words looked for are marked."""
    shown = ((format_html("<mark>{}</mark>", piece.text) if piece.is_marked else piece.text,) for piece in pieces)
    return format_html_join("", "{}", shown)


@register.simple_tag
def lang_of(page: Page) -> str:
    """The attribute of what is written in another language than the words around it."""
    code = language_of(page)
    return "" if code == get_language() else format_html('lang="{}"', to_locale(code).replace("_", "-"))
