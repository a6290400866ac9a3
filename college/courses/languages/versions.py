"""What a reader sees of a course's languages: a link to each, and every course once, in the reader's language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language_info
from wagtail.models import Page

from cms.editions import per_edition

if TYPE_CHECKING:
    from college.courses.models import CoursePage, LessonPage


@dataclass(frozen=True)
class Version:
    """`lang` as HTML has it; `name` in the language itself."""

    lang: str
    name: str
    url: str


def versions(page: "CoursePage | LessonPage") -> list[Version]:
    """The published ones in other languages."""
    return list(_versions(page.pk))


@per_edition
def _versions(pk: int) -> tuple[Version, ...]:
    key = Page.objects.filter(pk=pk).values("translation_key")
    found = Page.objects.live().public().filter(translation_key__in=key).exclude(pk=pk).select_related("locale")
    reachable = [page for page in found.order_by("locale__language_code") if _is_reachable(page)]
    return tuple(_version(page.locale.language_code, page.url or "") for page in reachable)


def _is_reachable(page: Page) -> bool:
    return not page.get_ancestors().filter(depth__gt=1, live=False).exists()


def _version(code: str, url: str) -> Version:
    return Version(code, get_language_info(code)["name_local"], url)
