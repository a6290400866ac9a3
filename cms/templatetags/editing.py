from typing import Any

from django import template
from django.template.context import Context
from wagtail.models import Page

from cms.panels import Panel, panels_by_place

register = template.Library()


@register.simple_tag(takes_context=True)
def beside_the_form(context: Context, page: Any) -> list[Panel]:
    """What rooms put among the checks of a page in the editor: the hook `editor_panels`, in the place `checks`."""
    if not isinstance(page, Page):
        return []
    return panels_by_place("editor_panels", context["request"], page).get("checks", [])
