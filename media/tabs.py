"""The pages of one video in the admin: a row of links that each of them shows."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.models import Video

# Another page of a video: its address's name (it takes the video's pk) and what the link says.
PAGES: list[tuple[str, str | Promise]] = [
    ("videos:edit", _("概况")),
    ("videos:captions", _("校对字幕")),
    ("videos:chapters", _("章节")),
    ("videos:caption_files", _("字幕文件")),
]


@dataclass(frozen=True)
class Tab:
    url: str
    label: str | Promise
    is_here: bool


def tabs(video: Video, *, here: str) -> list[Tab]:
    """For `media/admin/_tabs.html`; `here` is the name of the address whose page shows them."""
    return [Tab(reverse(name, args=[video.pk]), label, is_here=name == here) for name, label in PAGES]
