"""Whose a quiz is to take is decided by the room that asks it: `settings.QUIZ_ACCESS_POLICY`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QuizPlace:
    """Where a quiz is taken from, and where its result leads back to."""

    back_url: str
    back_title: str
