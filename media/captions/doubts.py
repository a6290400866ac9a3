"""Lines the engine was not sure of and nobody has corrected."""

from collections.abc import Iterable

from django.db.models import Count, F, QuerySet

from media.models import Cue

# Below it a line is worth listening to again: about one in seven of the sample talks, most of the wrong ones among them
# (docs/speech.md).
DOUBTFUL = 0.7


def doubtful_lines() -> QuerySet[Cue]:
    """In the language that is spoken; what was heard while a video was said to be in another one is shown to nobody."""
    spoken = Cue.objects.filter(transcript__language=F("transcript__video__language"))
    return spoken.filter(is_corrected=False, confidence__lt=DOUBTFUL)


def doubts_by_video(videos: Iterable[int]) -> dict[int, int]:
    """How many there are, by the key of the video; nothing for a video without any. One query."""
    found = doubtful_lines().filter(transcript__video__in=list(videos)).order_by()
    counted = found.values("transcript__video").annotate(lines=Count("pk"))
    return dict(counted.values_list("transcript__video", "lines"))
