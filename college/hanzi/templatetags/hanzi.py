from collections.abc import Collection

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from college.hanzi.pinyin import annotate

register = template.Library()
ALL, UNKNOWN, NONE = "all", "unknown", "none"


@register.simple_tag
def pinyin(text: str, mode: str = ALL, known: Collection[str] = frozenset()) -> SafeString:
    """The text with pinyin above its characters: `all` of them, those that are `unknown` to a reader who knows
    `known`, or `none`. Screen readers hear the characters only."""
    if mode == NONE:
        return format_html("{}", text)
    tokens = annotate(text, known if mode == UNKNOWN else frozenset())
    return format_html_join("", "{}", ((_ruby(token.text, token.pinyin),) for token in tokens))


def _ruby(text: str, reading: str) -> SafeString:
    if not reading:
        return format_html("{}", text)
    return format_html('<ruby>{}<rt lang="zh-Latn-pinyin" aria-hidden="true">{}</rt></ruby>', text, reading)


@register.filter
def marked(sentence: str, char: str) -> SafeString:
    """The sentence with pinyin, and the character marked wherever it stands."""
    parts = [
        format_html("<mark>{}</mark>", _ruby(token.text, token.pinyin))
        if token.text == char
        else _ruby(token.text, token.pinyin)
        for token in annotate(sentence)
    ]
    return mark_safe("".join(parts))  # noqa: S308  # each part is escaped
