from typing import Any

from django import template
from django.template.context import Context

from college.progress import mine

register = template.Library()


@register.inclusion_tag("progress/_my_pages.html", takes_context=True)
def my_pages(context: Context) -> dict[str, Any]:
    """Links between the pages that are a learner's own."""
    return {"pages": mine.my_pages, "path": context["request"].path}
