from typing import Any

from django import template

from college.courses.checklist.asking import published_with
from college.courses.checklist.lists import Checklist, news_of

register = template.Library()


@register.simple_tag(takes_context=True)
def news_of_draft(context: dict[str, Any]) -> list[Checklist] | None:
    """What would come before people with the page of this context; None if nobody checks pages of its kind."""
    pages = published_with([context["page"]], with_below=False)
    return news_of(pages, context["request"].user) if pages else None
