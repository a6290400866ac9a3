from collections.abc import Mapping

from django import template

from college.quizzes.asked import Asked
from college.quizzes.asking import Shown
from college.quizzes.marking import Answer
from media.models import Video

register = template.Library()


@register.simple_tag
def asked(
    shown: Shown, answer: Answer | None = None, order: str = "", clips: Mapping[int, Video] | None = None
) -> Asked:
    """`{% asked shown answer order clips as asked %}`: what the page has no name for is left out."""
    return Asked(shown, answer or None, order or "", None if clips in ("", None) else clips)
