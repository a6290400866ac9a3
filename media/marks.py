"""What an editor reads of many videos at a glance: whether each can be played, and what became of its captions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from college.people.models import User
from media.captions.doubts import doubts_by_video
from media.models import Video
from media.status import tell


@dataclass(frozen=True)
class Mark:
    """`kind`: done, waiting, working, failed, cancelled, unsure or none; `percent` only of work that goes on."""

    kind: str
    label: str
    reason: str = ""
    percent: int | None = None


@dataclass(frozen=True)
class VideoMarks:
    """`captions`: None while nothing can be said; `may_change`: whether the reader may open the pages of the video."""

    video: Mark
    captions: Mark | None
    may_change: bool


def marks_of(videos: Sequence[Video], user: User) -> dict[int, VideoMarks]:
    """By key; the number of queries does not grow with the list."""
    unique = list({video.pk: video for video in videos}.values())
    if not unique:
        return {}
    tell(unique)
    doubts = doubts_by_video(video.pk for video in unique)
    own = Video.objects.changeable_by(user).filter(pk__in=[video.pk for video in unique])
    changeable = set(own.values_list("pk", flat=True))
    return {
        video.pk: VideoMarks(_video(video), _captions(video, doubts.get(video.pk, 0)), video.pk in changeable)
        for video in unique
    }


def _video(video: Video) -> Mark:
    if video.is_playable:
        return Mark("done", str(Video.State.READY.label))
    return Mark(video.status.kind, video.status.label, video.status.reason)


def _captions(video: Video, doubts: int) -> Mark | None:
    if not video.is_playable:
        return None
    if video.transcript is None:
        return Mark("none", _("没有字幕") if video.has_audio else _("没有声音"))
    if video.transcript.is_readable and doubts:
        words = ngettext("字幕有 %(count)s 行没把握", "字幕有 %(count)s 行没把握", doubts) % {"count": doubts}
        return Mark("unsure", words)
    return Mark(video.status.kind, video.status.label, video.status.reason, video.status.percent)
