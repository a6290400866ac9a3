"""What a player reports becomes progress, as far as it can be true (see `allowance`)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from college.courses.models import LessonPage
from college.progress import watch_rows, watchmap
from college.progress.allowance import SeatRow, seat_of, with_seat
from college.progress.completion import complete_lesson_if_earned, share_reached
from college.progress.errors import WatchRefused
from college.progress.messages import WatchMessage
from college.progress.models import Attention, Enrolment, LessonProgress
from college.progress.tokens import WatchToken
from college.progress.watch_rows import MOST_REFUSED, WatchRow


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


@dataclass(frozen=True)
class Weighed:
    """What a message comes to, held against the row as it was read."""

    watched: Watched
    merged: WatchRow
    seats: list[SeatRow]
    is_new: bool
    """Not a repeat."""
    is_share_reached: bool = False
    """By this message: the lesson may be complete now."""


def record_watch(*, token: WatchToken, message: WatchMessage, now: datetime | None = None) -> Watched:
    """Merge what was played into the watch map.

    Of most messages nothing is locked: one statement reads, the other writes if no message of this person came between.
    Where one did, or a lesson is begun or completed, it goes again in a transaction that locks the rows; so does the
    first message about a lesson, whose row a mistaken roll may have made and its withdrawal may take away.
    """
    now = now or timezone.now()
    row = watch_rows.read(enrolment_id=token.enrolment_id, lesson_id=token.lesson_id, now=now)
    if row and row.covered and not row.is_activity_due:
        weighed = _weighed(row, token, message, now)
        if not weighed.is_share_reached and _keep(weighed, now):
            return weighed.watched
    return _recorded_alone(token, message, now)


@transaction.atomic
def _recorded_alone(token: WatchToken, message: WatchMessage, now: datetime) -> Watched:
    row, is_begun = _row_of(token, now)
    weighed = _weighed(row, token, message, now)
    if not _keep(weighed, now):
        raise RuntimeError("The rows are locked, and yet somebody wrote them")
    if weighed.is_new and (is_begun or row.is_activity_due):
        _note_activity(token, now)
    return _completed(weighed.watched, row, token, now) if weighed.is_share_reached else weighed.watched


def _keep(weighed: Weighed, now: datetime) -> bool:
    return not weighed.is_new or watch_rows.keep(
        weighed.merged, seats=weighed.seats, refused=weighed.watched.refused, now=now
    )


def _weighed(row: WatchRow, token: WatchToken, message: WatchMessage, now: datetime) -> Weighed:
    """Refused where the row no longer fits what the token speaks of."""
    _refuse_unfitting(row, token)
    seconds = watchmap.seconds_in(token.duration)
    place, seat = seat_of(message.client, row.seats, issued=token.issued)
    if seat.has_heard(message.number):
        return Weighed(Watched(row.covered, seconds, row.is_completed, row.is_course_completed), row, [], is_new=False)
    is_latest = message.number > seat.highest
    merged, believed, refused = _merged(row, token, message, allowed=seat.allows(now.timestamp()), is_latest=is_latest)
    seat = seat.after(message.number, believed, now.timestamp())
    was_reached = row.video_id == token.video_id and share_reached(row.covered, seconds, row.required_share)
    is_reached = not row.is_completed and not was_reached and share_reached(merged.covered, seconds, row.required_share)
    watched = Watched(merged.covered, seconds, row.is_completed, row.is_course_completed, refused)
    return Weighed(watched, merged, with_seat(row.seats, place, seat), is_new=True, is_share_reached=is_reached)


def _merged(
    row: WatchRow, token: WatchToken, message: WatchMessage, *, allowed: int, is_latest: bool
) -> tuple[WatchRow, int, int]:
    """The row with the message in it, and how many new seconds of the message are believed and how many are not."""
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
    )
    return merged, believed.bit_count(), (claimed ^ believed).bit_count()


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
    """The row the token speaks of, locked, and whether this message began it."""
    key = {"enrolment_id": token.enrolment_id, "lesson_id": token.lesson_id}
    row, is_begun = watch_rows.read(**key, now=now, is_locked=True), False
    if row is None:
        _begin(**key)
        row, is_begun = watch_rows.read(**key, now=now, is_locked=True), True
    if row is None:
        raise WatchRefused("gone")
    return row, is_begun


def _refuse_unfitting(row: WatchRow, token: WatchToken) -> None:
    if not (row.is_learner_active and row.is_lesson_live):
        raise WatchRefused("gone")
    if row.lesson_path[: -LessonPage.steplen] != row.course_path:
        raise WatchRefused("moved")
    if row.lesson_video_id != token.video_id:
        raise WatchRefused("video-changed")


def _begin(*, enrolment_id: int, lesson_id: int) -> None:
    """Rows for who reports for the first time, or about this lesson for the first time."""
    learner = Enrolment.objects.filter(pk=enrolment_id).values_list("learner", flat=True).first()
    if learner is None or not LessonPage.objects.filter(pk=lesson_id).exists():
        raise WatchRefused("gone")
    Attention.objects.bulk_create([Attention(learner_id=learner)], ignore_conflicts=True)
    row = LessonProgress(enrolment_id=enrolment_id, lesson_id=lesson_id)
    LessonProgress.objects.bulk_create([row], ignore_conflicts=True)
