"""Where a class played a lesson's video, played it again and stopped: a `WatchCurve` for each lesson.

A curve has a number for every `step` seconds of the video, POINTS of them at most:

* `played`: learners who played at least half of the step;
* `replayed`: learners who played some of it again, AGAIN seconds or more in a row;
* `stopped`: learners who stand there, and have neither completed the lesson nor come to the end of its video.

The sweep `refresh_curves` makes a lesson's curve anew when somebody has watched it since, at most every PAUSE. To find
out it looks at the progress of enrolments that were active since; the maps are read a batch at a time.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from math import ceil
from typing import Any

import numpy as np
from django.core.cache import cache
from django.db.models import Max
from django.utils import timezone

from college.courses.models import LessonPage
from college.progress.models import LessonProgress, WatchCurve
from college.progress.standing import WORTH_RESUMING
from college.progress.watch_rows import ACTIVITY_EVERY
from college.progress.watchmap import from_bytes, long_runs, seconds_in, to_bytes

POINTS = 200
AGAIN = 3
BATCH = 500
PAUSE = timedelta(minutes=10)
UNDER_WAY = timedelta(minutes=1)
"""What was written so shortly before the last time may not have been there to be read."""


def refresh_curves() -> None:
    """One worker at a time, and seldom: teachers look at a class, not at a clock."""
    if not cache.add("progress.curves", True, PAUSE.total_seconds()):
        return
    now = timezone.now()
    curves = [curve_of(lesson, now=now) for lesson in lessons_watched_since_last_time()]
    WatchCurve.objects.bulk_create(
        curves,
        update_conflicts=True,
        unique_fields=["lesson"],
        update_fields=["video", "step", "learners", "played", "replayed", "stopped", "computed_at"],
    )


def lessons_watched_since_last_time() -> Iterable[LessonPage]:
    rows = LessonProgress.objects.filter(video__isnull=False)
    if last := WatchCurve.objects.aggregate(at=Max("computed_at"))["at"]:
        since = last - UNDER_WAY
        rows = rows.filter(enrolment__active_at__gte=since - ACTIVITY_EVERY, updated_at__gte=since)
    watched = rows.values_list("lesson", flat=True).distinct()
    return LessonPage.objects.filter(pk__in=watched, video__duration__gt=0).select_related("video").defer_streamfields()


def curve_of(lesson: LessonPage, *, now: datetime) -> WatchCurve:
    """The curve of a lesson with a video whose length is known; not saved."""
    video: Any = lesson.video
    seconds = seconds_in(video.duration)
    step = ceil(seconds / POINTS)
    played, replayed, stopped = np.zeros((3, ceil(seconds / step)), dtype=int)
    learners = 0
    rows = LessonProgress.objects.filter(lesson=lesson, video=video, covered__gt=0)
    fields = rows.values_list("watched", "replayed", "position", "completed_at")
    for batch in _batches(fields.iterator(chunk_size=BATCH)):
        learners += len(batch)
        played += _per_step([watched for watched, *_ in batch], seconds, step, share=0.5)
        again = [to_bytes(long_runs(from_bytes(twice), AGAIN)) for _, twice, *_ in batch]
        replayed += _per_step(again, seconds, step, share=0)
        stand = [position for *_, position, completed_at in batch if completed_at is None]
        stopped += _stops(stand, video.duration - WORTH_RESUMING, step, len(stopped))
    counts = {"played": played.tolist(), "replayed": replayed.tolist(), "stopped": stopped.tolist()}
    return WatchCurve(lesson=lesson, video=video, step=step, learners=learners, computed_at=now, **counts)


def _per_step(maps: list[bytes], seconds: int, step: int, *, share: float) -> np.ndarray:
    """How many of the maps have some of each step, and at least this share of it."""
    width = ceil(seconds / 8)
    packed = np.frombuffer(b"".join(bytes(each[:width]).ljust(width, b"\0") for each in maps), np.uint8)
    bits = np.unpackbits(packed.reshape(len(maps), width), axis=1, count=seconds, bitorder="little")
    starts = np.arange(0, seconds, step)
    covered = np.add.reduceat(bits, starts, axis=1, dtype=int)
    there_is = np.diff(starts, append=seconds)
    return ((covered > 0) & (covered >= share * there_is)).sum(axis=0)


def _stops(positions: list[float], end: float, step: int, points: int) -> np.ndarray:
    before_end = [int(position / step) for position in positions if position < end]
    return np.bincount(np.array(before_end, dtype=int), minlength=points)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
