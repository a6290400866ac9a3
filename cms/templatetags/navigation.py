from typing import Any

from django import template
from wagtail.models import PageQuerySet

from cms.models import StandardPage

register = template.Library()


@register.simple_tag(takes_context=True)
def menu_pages(context: dict[str, Any]) -> "PageQuerySet | list[StandardPage]":
    """The pages of text that editors put into the menu; none on an error page drawn without a request."""
    return StandardPage.objects.live().in_menu().defer_streamfields() if "request" in context else []
