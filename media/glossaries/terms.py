"""Terms as people write them, one a line, and those that count for a video."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from media.models import Glossary, Video

MOST_TERMS, LONGEST_TERM = 3000, 30


def parted(text: str) -> list[str]:
    """Each term once, in order; a comma parts them as well as a line does."""
    terms = (term.strip() for term in re.split(r"[\n\r,，、;；]", text))
    return list(dict.fromkeys(filter(None, terms)))


def check_terms(text: str) -> None:
    """Raises ValidationError: too-many, too-long."""
    terms = parted(text)
    if len(terms) > MOST_TERMS:
        message = _("一共 %(count)s 个词，太多了。最多 %(most)s 个。")
        raise ValidationError(message, code="too-many", params={"count": len(terms), "most": MOST_TERMS})
    for term in terms:
        if len(term) > LONGEST_TERM:
            message = _("“%(term)s……”太长了。一行写一个词，最多 %(most)s 个字。")
            raise ValidationError(message, code="too-long", params={"term": term[:10], "most": LONGEST_TERM})


def own_terms(video: Video) -> list[str]:
    """Of the video itself and of the glossaries chosen for it."""
    chosen = video.glossaries.values_list("terms", flat=True)
    return parted("\n".join([video.terms, *chosen]))


def terms_for(video: Video) -> list[str]:
    """Its own, then those for all videos."""
    everywhere = Glossary.objects.filter(is_everywhere=True).values_list("terms", flat=True)
    return list(dict.fromkeys([*own_terms(video), *parted("\n".join(everywhere))]))


def text_around(video: Video) -> str:
    """What the rooms above say beside the video."""
    return import_string(settings.VIDEO_CONTEXT)(video)
