"""The rows that a player's message is held against and merged into, read and written in a statement each.

Of all requests these come most often. So their SQL is written out, and PostgreSQL plans each statement once for a
connection: to plan a join of seven tables takes it several times as long as to read one row of each.
"""

import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction

from college.progress.allowance import SeatRow

ACTIVITY_EVERY = timedelta(hours=1)
"""How far an enrolment's `active_at` may be behind: it is in an index, which each message would have to change."""

MOST_REFUSED = 2**31 - 1  # what the column holds
LOCK = " FOR NO KEY UPDATE OF a, p"  # the person's players first, then the row: in this order everywhere

READ = """
SELECT p.id, p.video_id, p.watched, p.replayed, p.covered, p.position, p.completed_at IS NOT NULL,
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
KEEP_SEATS = "UPDATE progress_attention SET seats = %s WHERE id = %s AND seats = %s"
KEEP_PROGRESS = """\
UPDATE progress_lessonprogress
SET video_id = %s, watched = %s, replayed = %s, covered = %s, position = %s, updated_at = %s,
    refused = CASE WHEN refused < %s THEN refused + %s ELSE %s END
WHERE id = %s
"""
KEEP_BOTH = "\n".join(
    ("WITH seats AS (", KEEP_SEATS, "RETURNING id)", KEEP_PROGRESS, "AND EXISTS (SELECT id FROM seats)")
)


class WatchRow(NamedTuple):
    pk: int
    video_id: int | None
    watched: bytes
    replayed: bytes
    covered: int
    position: float
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


def read(*, enrolment_id: int, lesson_id: int, now: datetime, is_locked: bool = False) -> WatchRow | None:
    """The row with its person's players, for this transaction alone if it `is_locked`; None where either is not begun,
    or gone."""
    sql = READ + LOCK if is_locked and connection.features.has_select_for_update_of else READ
    with _cursor() as cursor:
        cursor.execute(sql, (_moment(now - ACTIVITY_EVERY), enrolment_id, lesson_id))
        found = cursor.fetchone()
    return WatchRow(*found) if found else None


def keep(row: WatchRow, *, seats: list[SeatRow], refused: int, now: datetime) -> bool:
    """Both rows, with so many seconds more refused; nothing where another message of this person was kept since `row`
    was read. Each message that is kept changes the seats."""
    of_seats = (json.dumps(seats), row.attention_id, row.stored_seats)
    played = (row.video_id, row.watched, row.replayed, row.covered, row.position)
    of_progress = (*played, _moment(now), MOST_REFUSED - refused, refused, MOST_REFUSED, row.pk)
    with _cursor() as cursor:
        if connection.vendor == "postgresql":  # both on one way there and back
            cursor.execute(KEEP_BOTH, of_seats + of_progress)
            return bool(cursor.rowcount)
        with transaction.atomic():
            cursor.execute(KEEP_SEATS, of_seats)
            if is_kept := bool(cursor.rowcount):
                cursor.execute(KEEP_PROGRESS, of_progress)
        return is_kept


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
