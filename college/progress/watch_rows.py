"""The rows that a player's message is held against and merged into, read and written in three statements.

Of all requests these come most often. So their SQL is written out, and PostgreSQL plans each statement once for a
connection: to plan a join of seven tables takes it several times as long as to read one row of each.
"""

import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from college.progress.allowance import SeatRow

ACTIVITY_EVERY = timedelta(hours=1)
"""How far an enrolment's `active_at` may be behind: it is in an index, which each message would have to change."""

LOCK = " FOR NO KEY UPDATE OF a, p"  # the person's players first, then the row: in this order everywhere

READ = """
SELECT p.id, p.video_id, p.watched, p.replayed, p.covered, p.position, p.refused, p.completed_at IS NOT NULL,
    a.id, a.seats, u.is_active, e.completed_at IS NOT NULL, e.active_at < %s, c.path,
    lp.path, lp.live AND c.live, l.video_id, l.required_share
FROM progress_lessonprogress p
JOIN progress_enrolment e ON e.id = p.enrolment_id
JOIN people_user u ON u.id = e.learner_id
JOIN progress_attention a ON a.learner_id = e.learner_id
JOIN wagtailcore_page c ON c.id = e.course_id
JOIN wagtailcore_page lp ON lp.id = p.lesson_id
JOIN courses_lessonpage l ON l.page_ptr_id = p.lesson_id
WHERE p.enrolment_id = %s AND p.lesson_id = %s
"""
KEEP_SEATS = "UPDATE progress_attention SET seats = %s WHERE id = %s"
KEEP_PROGRESS = """\
UPDATE progress_lessonprogress
SET video_id = %s, watched = %s, replayed = %s, covered = %s, position = %s, refused = %s, updated_at = %s
WHERE id = %s
"""


class WatchRow(NamedTuple):
    pk: int
    video_id: int | None
    watched: bytes
    replayed: bytes
    covered: int
    position: float
    refused: int
    is_completed: bool
    attention_id: int
    stored_seats: str
    is_learner_active: bool
    is_course_completed: bool
    is_activity_due: bool
    course_path: str
    lesson_path: str
    is_lesson_live: bool
    """And its course. What was played while dates let it be open counts whenever it arrives."""
    lesson_video_id: int | None
    required_share: int

    @property
    def seats(self) -> list[SeatRow]:
        return json.loads(self.stored_seats)


def locked(*, enrolment_id: int, lesson_id: int, now: datetime) -> WatchRow | None:
    """The row for this transaction alone, with its person's players; None where either is not begun, or gone."""
    sql = READ + LOCK if connection.features.has_select_for_update_of else READ
    with _cursor() as cursor:
        cursor.execute(sql, (_moment(now - ACTIVITY_EVERY), enrolment_id, lesson_id))
        found = cursor.fetchone()
    return WatchRow(*found) if found else None


def keep(row: WatchRow, *, seats: list[SeatRow], now: datetime) -> None:
    of_seats = (json.dumps(seats), row.attention_id)
    of_progress = (
        row.video_id,
        row.watched,
        row.replayed,
        row.covered,
        row.position,
        row.refused,
        _moment(now),
        row.pk,
    )
    with _cursor() as cursor:
        if connection.vendor == "postgresql":  # both on one way there and back
            cursor.execute(f"WITH seats AS ({KEEP_SEATS}) {KEEP_PROGRESS}", of_seats + of_progress)
        else:
            cursor.execute(KEEP_SEATS, of_seats)
            cursor.execute(KEEP_PROGRESS, of_progress)


def _cursor() -> Any:
    """On PostgreSQL one whose statements are prepared (as far as settings allow), which Django's own are not."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    import psycopg

    connection.ensure_connection()
    django: Any = connection
    return django._prepare_cursor(psycopg.Cursor(django.connection))


def _moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)
