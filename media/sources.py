"""What a player may choose from: the same video for a good network, for a poor one, and its sound alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from media.models.rendition import Rendition
from media.models.video import Video
from media.renditions.sheet import COLUMNS, seconds_apart

LARGE_SCREENS = "(min-width: 40em)"


@dataclass(frozen=True)
class Source:
    """`key`, how a choice is remembered: hd, sd or audio; `screens`, a media query of where to begin with it."""

    key: str
    label: str
    url: str
    content_type: str
    screens: str = ""


@dataclass(frozen=True)
class Storyboard:
    """A sheet of small pictures, each for `every` seconds."""

    url: str
    every: int
    columns: int = COLUMNS


def sources_of(video: Video) -> list[Source]:
    """The best first. Until renditions are made, and where they fail, the original has to do."""
    hd, sd, audio = (video.made.get(kind) for kind in (Rendition.Kind.HD, Rendition.Kind.SD, Rendition.Kind.AUDIO))
    screens = LARGE_SCREENS if sd else ""
    found = []
    if hd:
        found.append(_source("hd", hd, screens))
    elif not sd or _is_worth_offering(video):
        found.append(Source("hd", _("高清"), video.play_url, video.content_type, screens))
    return [*found, *(_source(key, made) for key, made in (("sd", sd), ("audio", audio)) if made)]


def _is_worth_offering(video: Video) -> bool:
    """The original beside 360p, which is made of every video."""
    return video.is_playable_as_it_is and min(video.width or 0, video.height or 0) > Rendition.SD_LINES


def _source(key: str, rendition: Rendition, screens: str = "") -> Source:
    return Source(key, rendition.get_kind_display(), rendition.url, rendition.content_type, screens)


def storyboard_of(video: Video) -> Storyboard | None:
    made = video.made.get(Rendition.Kind.STORYBOARD)
    return Storyboard(made.url, seconds_apart(video.duration or 0)) if made else None
