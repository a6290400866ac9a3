"""A `WatchCurve` as lines and areas of an SVG, and its peaks in words.

The picture is 1000 wide, as long as the video; what is played and played again stands on a band `TALL` high, in shares
of the most that played any part; where people stopped on a band of its own below, in shares of the most that stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from college.courses.models import LessonPage
from college.progress.models import WatchCurve
from media.clock import clock

WIDE, TALL, LOW = 1000, 100, 40
PEAKS = 3
PARTS = 24
"""Lines of the table that says the same in figures."""
TICKS = 5


@dataclass(frozen=True)
class Part:
    """From one clock time to another: the most that played, played again and stopped in any step of it, or in all."""

    start: str
    end: str
    played: int
    replayed: int
    stopped: int


@dataclass(frozen=True)
class Peak:
    second: int
    clock: str
    learners: int


@dataclass
class Drawing:
    lesson: LessonPage
    curve: WatchCurve

    @cached_property
    def top(self) -> int:
        return max(self.curve.played, default=0)

    @cached_property
    def most_stopped(self) -> int:
        return max(self.curve.stopped, default=0)

    @property
    def played(self) -> str:
        return _area(self.curve.played, self.top)

    @property
    def replayed(self) -> str:
        return _area(self.curve.replayed, self.top)

    @property
    def stops(self) -> str:
        """Upright strokes, one where anybody stopped."""
        step = WIDE / max(len(self.curve.stopped), 1)
        return " ".join(
            f"M{(n + 0.5) * step:.1f} {LOW}V{LOW - LOW * count / self.most_stopped:.1f}"
            for n, count in enumerate(self.curve.stopped)
            if count
        )

    @property
    def stroke(self) -> float:
        """How wide such a stroke is."""
        return max(2.0, min(8.0, 0.6 * WIDE / max(len(self.curve.stopped), 1)))

    @property
    def ticks(self) -> list[str]:
        seconds = len(self.curve.played) * self.curve.step
        return [clock(seconds * n / (TICKS - 1)) for n in range(TICKS)]

    @cached_property
    def stopping(self) -> list[Peak]:
        return self._peaks(self.curve.stopped)

    @cached_property
    def rewatched(self) -> list[Peak]:
        return self._peaks(self.curve.replayed)

    @property
    def parts(self) -> list[Part]:
        count = len(self.curve.played)
        size = max(1, -(-count // PARTS))
        return [self._part(start, min(start + size, count)) for start in range(0, count, size)]

    def _part(self, start: int, end: int) -> Part:
        curve, span = self.curve, slice(start, end)
        return Part(
            clock(start * curve.step),
            clock(end * curve.step),
            max(curve.played[span], default=0),
            max(curve.replayed[span], default=0),
            sum(curve.stopped[span]),
        )

    def _peaks(self, counts: Sequence[int]) -> list[Peak]:
        """The highest few, in the order of the video; of neighbours the highest."""
        above = [n for n, count in enumerate(counts) if count and count >= max(counts[max(0, n - 1) : n + 2])]
        first = [n for n in above if not (n and n - 1 in above and counts[n - 1] == counts[n])]
        highest = sorted(sorted(first, key=lambda n: -counts[n])[:PEAKS])
        return [Peak(n * self.curve.step, clock(n * self.curve.step), counts[n]) for n in highest]


def _area(counts: Sequence[int], top: int) -> str:
    """A step for each number, from left to right, closed at the bottom."""
    if not top:
        return ""
    step = WIDE / len(counts)
    steps = "".join(f"V{TALL - TALL * count / top:.1f}H{(n + 1) * step:.1f}" for n, count in enumerate(counts))
    return f"M0 {TALL}{steps}V{TALL}Z"


def drawings(lessons: Sequence[LessonPage]) -> list[Drawing]:
    """Of those lessons whose video, the one they have now, was counted. One query."""
    found = {curve.lesson_id: curve for curve in WatchCurve.objects.filter(lesson__in=[each.pk for each in lessons])}
    return [
        Drawing(lesson, curve)
        for lesson in lessons
        if (curve := found.get(lesson.pk)) and curve.video_id == lesson.video_id and curve.learners and curve.played
    ]
