from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from college.courses.models import CoursePage, LessonPage
from college.courses.terms import is_read
from college.people.models import User
from college.progress import watchmap
from college.progress.allowance import Seat, seat_of, with_seat
from college.progress.completion import complete_lesson_if_earned, share_reached
from college.progress.errors import EnrolmentRefused, ReadRefused, WatchRefused
from college.progress.messages import WatchMessage
from college.progress.models import Attention, Enrolment, LessonProgress
from college.progress.tokens import WatchToken
from media.models import Video


def enrol(*, learner: User, course: CoursePage) -> Enrolment:
    """Enrol a person in a live course, once however often it is asked."""
    if not course.live:
        raise EnrolmentRefused(code="not-live")
    return Enrolment.objects.get_or_create(learner=learner, course=course)[0]


@transaction.atomic
def mark_read(*, enrolment: Enrolment, lesson: LessonPage, now: datetime | None = None) -> LessonProgress:
    """Note that the text was read to its end, on the learner's own word; that completes the lesson if nothing else
    is missing. Where nothing is to be read, it is refused unless that is so."""
    now = now or timezone.now()
    if not lesson.is_child_of(enrolment.course):
        raise ReadRefused(code="other-course")
    progress, _created = LessonProgress.objects.get_or_create(enrolment=enrolment, lesson=lesson)
    if is_read(lesson):
        LessonProgress.objects.filter(pk=progress.pk, read_at=None).update(read_at=now, updated_at=now)
    if not complete_lesson_if_earned(progress, now=now) and not is_read(lesson):
        raise ReadRefused(code="not-by-reading")
    progress.refresh_from_db()
    return progress


def playable_video(lesson: LessonPage) -> Video | None:
    """The video that completes this lesson by being watched; None while it is prepared, and where there is none."""
    video = lesson.video
    return video if video and video.is_playable and video.duration else None


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
    """Merge what was played into the watch map, as far as it can be true (see `allowance`).

    The person's players and the row are locked, always in this order, and written; completing costs a few more, once.
    """
    now = now or timezone.now()
    attention = _attention_of(token)
    row = _row_of(token)
    seconds = watchmap.seconds_in(token.duration)
    place, seat = seat_of(message.client, attention.seats, issued=token.issued)
    if seat.has_heard(message.number):
        return Watched(row.covered, seconds, row.is_completed, row.course_completed_at is not None)
    changes, believed, refused = _believed(row, token, message, seat, now)
    seats = with_seat(attention.seats, place, seat.after(message.number, believed, now.timestamp()))
    Attention.objects.filter(pk=attention.pk).update(seats=seats)
    completes = not row.is_completed and share_reached(changes["covered"], seconds, row.required_share)
    LessonProgress.objects.filter(pk=row.pk).update(updated_at=now, **changes)
    is_course_completed = row.course_completed_at is not None
    if completes and (completes := complete_lesson_if_earned(row.pk, now=now)):
        is_course_completed = Enrolment.objects.completed().filter(pk=row.enrolment_id).exists()
    return Watched(changes["covered"], seconds, row.is_completed or completes, is_course_completed, refused)


def _believed(
    row: Any, token: WatchToken, message: WatchMessage, seat: Seat, now: datetime
) -> tuple[dict[str, Any], int, int]:
    """What a message changes in its row, how many new seconds of it are believed, and how many refused."""
    before = watchmap.from_bytes(row.watched) if row.video_id == token.video_id else 0
    claimed = watchmap.of_ranges(message.ranges, token.duration) & ~before
    believed = watchmap.lowest(claimed, seat.allows(now.timestamp()))
    refused = (claimed ^ believed).bit_count()
    changes: dict[str, Any] = {
        "video": token.video_id,
        "watched": watchmap.to_bytes(before | believed),
        "covered": (before | believed).bit_count(),
        "refused": row.refused + refused,
    }
    if message.position is not None and message.number > seat.highest:
        changes["position"] = message.position
    return changes, believed.bit_count(), refused


def _attention_of(token: WatchToken) -> Attention:
    """That of the person the token was signed for, locked, begun if this is their first message."""
    attention = Attention.objects.locked(enrolment_id=token.enrolment_id)
    if attention is None:
        learner = Enrolment.objects.filter(pk=token.enrolment_id).values_list("learner", flat=True).first()
        if learner is None:
            raise WatchRefused("gone")
        Attention.objects.bulk_create([Attention(learner_id=learner)], ignore_conflicts=True)
        attention = Attention.objects.locked(enrolment_id=token.enrolment_id)
    return attention


def _row_of(token: WatchToken) -> Any:
    """The row the token speaks of, locked, begun if this is its first message; refused where it no longer fits."""
    key = {"enrolment_id": token.enrolment_id, "lesson_id": token.lesson_id}
    row = LessonProgress.objects.locked(**key)
    if row is None:
        _begin(**key)
        row = LessonProgress.objects.locked(**key)
    if not (row.learner_active and row.lesson_live):
        raise WatchRefused("gone")
    if row.lesson_path[: -LessonPage.steplen] != row.course_path:
        raise WatchRefused("moved")
    if row.lesson_video != token.video_id:
        raise WatchRefused("video-changed")
    return row


def _begin(*, enrolment_id: int, lesson_id: int) -> None:
    enrolled = Enrolment.objects.filter(pk=enrolment_id).exists()
    if not (enrolled and LessonPage.objects.filter(pk=lesson_id).exists()):
        raise WatchRefused("gone")
    row = LessonProgress(enrolment_id=enrolment_id, lesson_id=lesson_id)
    LessonProgress.objects.bulk_create([row], ignore_conflicts=True)
