"""In which language a page is written."""

from django.conf import settings
from wagtail.models import Locale, Page

from cms.editions import per_edition


def language_of(page: Page) -> str:
    """As `settings.LANGUAGES` has it."""
    return _codes().get(page.locale_id, settings.LANGUAGE_CODE)


def are_several() -> bool:
    """Whether pages are written in more than one."""
    return len(_codes()) > 1


@per_edition
def _codes() -> dict[int, str]:
    return dict(Locale.objects.values_list("pk", "language_code"))
