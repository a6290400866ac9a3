"""How much of what a player says was watched can be true.

Nobody plays more seconds than passed on the clock times the highest playback speed. So a person has two *seats*, one
for each player that may be at it at once (a phone and a television), whatever lessons they show, and each seat
remembers up to when its time is *paid*, that is, used up by seconds already believed. A message is believed up to

    (now - paid) * HIGHEST_SPEED + SLACK

new seconds, and each believed second moves `paid` on by 1 / HIGHEST_SPEED. Seconds that were in the map before cost
nothing. Time a player did not use stays its own, so one that was offline for days may send everything in a burst.

What this leaves a liar, and why it is no more:

* A new player's time starts when its token was signed, that is, when the page was shown: it cannot have played before.
  Signing a new token or inventing a new player therefore starts with nothing but the slack.
* A player whose page was shown after another fell silent takes that one's seat, of two such the one that was heard
  latest: from page to page a device stays on its seat, and the other seat's time waits for a player that is offline.
  Where nobody fell silent it takes a free seat, or else the one that was silent longest. Its time starts at the last
  message heard from that seat, with the seat's debt: a second of a seat's time is spent once, whoever sits there.
  Inventing a thousand players, or opening a hundred lessons, gives two seats' time and two seats' slack, as two people
  with two phones would have.
* So since the first token was signed a person's maps never grow faster than SEATS * HIGHEST_SPEED seconds a second all
  together, plus SEATS * SLACK once; a single player's never faster than HIGHEST_SPEED.
* Each player numbers its messages. A number heard before, or more than WINDOW behind the highest, is a repeat and does
  nothing: what was refused once is not believed later because it was sent again. Numbers may arrive out of order.
* A token lives thirty days (`tokens`), so no more than that can be saved up and sent at once.

Someone who opens a page, waits as long as the video lasts and then lies is not found out: no server could.
"""

from dataclasses import dataclass, replace
from typing import Any

SEATS = 2
HIGHEST_SPEED = 2.0
SLACK = 5.0  # seconds of video: rounding to whole seconds, clocks that differ, a timer that fired late
WINDOW = 64
LEAVING = 10.0  # seconds for which a page may still be heard when the next one was shown: it sends its last on leaving

SeatRow = list[Any]  # [client, highest, heard, last, paid], as JSON keeps it


@dataclass(frozen=True)
class Seat:
    client: str
    highest: int
    """The highest message number heard."""
    heard: int
    """Bit n is set when message `highest - n` was heard."""
    last: float
    """When its latest message came, Unix seconds."""
    paid: float
    """Up to when its time is used, Unix seconds."""

    def has_heard(self, number: int) -> bool:
        behind = self.highest - number
        return behind >= WINDOW or (behind >= 0 and bool(self.heard >> behind & 1))

    def allows(self, now: float) -> int:
        """How many new seconds of video may be believed now."""
        return max(0, int((now - self.paid) * HIGHEST_SPEED + SLACK))

    def after(self, number: int, believed: int, now: float) -> "Seat":
        """The seat when message `number` has been heard and this many new seconds of it believed."""
        return replace(
            self,
            highest=max(number, self.highest),
            heard=self._heard_with(number),
            last=max(now, self.last),
            paid=self.paid + believed / HIGHEST_SPEED,
        )

    def _heard_with(self, number: int) -> int:
        ahead = number - self.highest
        if ahead >= WINDOW:
            return 1
        heard = self.heard << ahead | 1 if ahead > 0 else self.heard | 1 << -ahead
        return heard & ((1 << WINDOW) - 1)


def seat_of(client: str, rows: list[SeatRow], *, issued: float) -> tuple[int, Seat]:
    """The seat this player sits on or takes, and its place among the rows (one past the last for a free seat)."""
    seats = [Seat(*row) for row in rows]
    for number, seat in enumerate(seats):
        if seat.client == client:
            return number, seat
    newcomer = Seat(client, highest=0, heard=0, last=issued, paid=issued)
    silent = [number for number, seat in enumerate(seats) if seat.last <= issued + LEAVING]
    if silent:
        number = max(silent, key=lambda n: seats[n].last)
    elif len(seats) < SEATS:
        return len(seats), newcomer
    else:
        number = min(range(len(seats)), key=lambda n: seats[n].last)
    return number, replace(newcomer, paid=max(issued, seats[number].last, seats[number].paid))


def with_seat(rows: list[SeatRow], number: int, seat: Seat) -> list[SeatRow]:
    row = [seat.client, seat.highest, seat.heard, seat.last, seat.paid]
    return [*rows[:number], row, *rows[number + 1 :]]
