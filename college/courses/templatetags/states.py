from typing import Any

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag(takes_context=True)
def state_of(context: dict[str, Any], page: Any, name: str = "") -> str:
    """What the reader is told of a course on its card, or of a lesson on its row."""
    state = context.get("states", {}).get(page.pk)
    return format_html('<p class="{} state state--{}">{}</p>', name, state.kind, state.label) if state else ""
