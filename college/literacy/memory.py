"""When a character is shown again: FSRS 6, by days.

A character is looked at once a day at most, so the scheduler has no steps of minutes: what was forgotten comes back
the next day. An interval ends with the day, not at the hour of the last answer; the longest is a year.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from fsrs import Card, Rating, Scheduler, State

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)


@dataclass(frozen=True)
class Memory:
    """`stability`: days until nine of ten such characters are still known; `difficulty` from 1 to 10."""

    stability: float
    difficulty: float
    reviewed_at: datetime
    due_on: date


def first(now: datetime) -> Memory:
    """Of a character that was just learned."""
    return _answered(Card(card_id=0), Rating.Good, now)


def after(memory: Memory, *, knows: bool, now: datetime) -> Memory:
    card = Card(
        card_id=0,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.reviewed_at,
        last_review=memory.reviewed_at,
    )
    return _answered(card, Rating.Good if knows else Rating.Again, now)


def _answered(card: Card, rating: Rating, now: datetime) -> Memory:
    card, _log = SCHEDULER.review_card(card, rating, review_datetime=now)
    return Memory(card.stability or 0, card.difficulty or 0, now, localdate(card.due))
