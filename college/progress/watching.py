"""What a player reports becomes progress, as far as it can be true (see `allowance`)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from college.courses.models import LessonPage
from college.progress import watch_rows, watchmap
from college.progress.allowance import seat_of, with_seat
from college.progress.completion import complete_lesson_if_earned, share_reached
from college.progress.errors import WatchRefused
from college.progress.messages import WatchMessage
from college.progress.models import Attention, Enrolment, LessonProgress
from college.progress.tokens import WatchToken
from college.progress.watch_rows import WatchRow

MOST_REFUSED = 2**31 - 1  # what the column holds


@dataclass(frozen=True)
class Watched:
    """Where a lesson stands after a message: seconds covered of how many, and seconds of the message not believed."""

    covered: int
    seconds: int
    completed: bool
    course_completed: bool
    refused: int = 0

    @property
    def share(self) -> float:
        return self.covered / self.seconds


@transaction.atomic
def record_watch(*, token: WatchToken, message: WatchMessage, now: datetime | None = None) -> Watched:
    """Merge what was played into the watch map. The person's players and the row are locked in one statement and
    written in two; beginning and completing a lesson cost a few more, once."""
    now = now or timezone.now()
    row, is_begun = _row_of(token, now)
    seconds = watchmap.seconds_in(token.duration)
    place, seat = seat_of(message.client, row.seats, issued=token.issued)
    if seat.has_heard(message.number):
        return Watched(row.covered, seconds, row.is_completed, row.is_course_completed)
    is_latest = message.number > seat.highest
    merged, believed = _merged(row, token, message, allowed=seat.allows(now.timestamp()), is_latest=is_latest)
    seat = seat.after(message.number, believed, now.timestamp())
    watch_rows.keep(merged, seats=with_seat(row.seats, place, seat), now=now)
    if is_begun or row.is_activity_due:
        _note_activity(token, now)
    watched = Watched(merged.covered, seconds, row.is_completed, row.is_course_completed, merged.refused - row.refused)
    was_reached = row.video_id == token.video_id and share_reached(row.covered, seconds, row.required_share)
    if row.is_completed or was_reached or not share_reached(merged.covered, seconds, row.required_share):
        return watched
    return _completed(watched, row, token, now)


def _merged(
    row: WatchRow, token: WatchToken, message: WatchMessage, *, allowed: int, is_latest: bool
) -> tuple[WatchRow, int]:
    """The row with the message in it, and how many new seconds of the message are believed."""
    is_same = row.video_id == token.video_id
    before = watchmap.from_bytes(row.watched) if is_same else 0
    again = watchmap.from_bytes(row.replayed) if is_same else 0
    played = watchmap.of_ranges(message.ranges, token.duration)
    claimed = played & ~before
    believed = watchmap.lowest(claimed, allowed)
    after = before | believed
    again |= (played & before) | (watchmap.of_ranges(watchmap.overlaps(message.ranges), token.duration) & after)
    position = row.position if is_same else 0.0
    merged = row._replace(
        video_id=token.video_id,
        watched=watchmap.to_bytes(after),
        replayed=watchmap.to_bytes(again),
        covered=after.bit_count(),
        position=position if message.position is None or not is_latest else message.position,
        refused=min(row.refused + (claimed ^ believed).bit_count(), MOST_REFUSED),
    )
    return merged, believed.bit_count()


def _completed(watched: Watched, row: WatchRow, token: WatchToken, now: datetime) -> Watched:
    """The share that is asked was reached just now: whatever else is asked may hold already."""
    if not complete_lesson_if_earned(row.pk, now=now):
        return watched
    is_course_completed = Enrolment.objects.completed().filter(pk=token.enrolment_id).exists()
    return Watched(watched.covered, watched.seconds, True, is_course_completed, watched.refused)


def _note_activity(token: WatchToken, now: datetime) -> None:
    latest = Greatest("active_at", Value(now))
    Enrolment.objects.filter(pk=token.enrolment_id).update(active_at=latest, current_lesson=token.lesson_id)


def count_refused(*, token: WatchToken, message: WatchMessage) -> None:
    """Nothing is believed of a message that came too late, or tells of what the lesson does not show any more. Its
    seconds are counted where the teacher sees them."""
    seconds = watchmap.of_ranges(message.ranges, token.duration).bit_count()
    key = {"enrolment_id": token.enrolment_id, "lesson_id": token.lesson_id}
    counted = Least(F("refused") + Value(seconds), Value(MOST_REFUSED))
    if not seconds or LessonProgress.objects.filter(**key).update(refused=counted):
        return
    lesson = LessonPage.objects.filter(pk=token.lesson_id).only("path").first()
    if lesson and Enrolment.objects.filter(pk=token.enrolment_id).in_course_of(lesson).exists():
        LessonProgress.objects.bulk_create([LessonProgress(**key, refused=seconds)], ignore_conflicts=True)


def _row_of(token: WatchToken, now: datetime) -> tuple[WatchRow, bool]:
    """The row the token speaks of, locked, and whether this message began it; refused where it no longer fits."""
    key = {"enrolment_id": token.enrolment_id, "lesson_id": token.lesson_id}
    row, is_begun = watch_rows.locked(**key, now=now), False
    if row is None:
        _begin(**key)
        row, is_begun = watch_rows.locked(**key, now=now), True
    if row is None or not (row.is_learner_active and row.is_lesson_live):
        raise WatchRefused("gone")
    if row.lesson_path[: -LessonPage.steplen] != row.course_path:
        raise WatchRefused("moved")
    if row.lesson_video_id != token.video_id:
        raise WatchRefused("video-changed")
    return row, is_begun


def _begin(*, enrolment_id: int, lesson_id: int) -> None:
    """Rows for who reports for the first time, or about this lesson for the first time."""
    learner = Enrolment.objects.filter(pk=enrolment_id).values_list("learner", flat=True).first()
    if learner is None or not LessonPage.objects.filter(pk=lesson_id).exists():
        raise WatchRefused("gone")
    Attention.objects.bulk_create([Attention(learner_id=learner)], ignore_conflicts=True)
    row = LessonProgress(enrolment_id=enrolment_id, lesson_id=lesson_id)
    LessonProgress.objects.bulk_create([row], ignore_conflicts=True)
