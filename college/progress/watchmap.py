"""The watch map: one bit a second of a video, set when that second was played.

A map is an `int`; bit n stands for second n. Merging is OR: idempotent, free of order, safe across devices. The last
second may be a part of one: a video of 83.4 s has 84 seconds, the last of them 0.4 s long.
"""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from math import ceil, floor

Range = tuple[float, float]


def seconds_in(duration: float) -> int:
    """How many seconds, the last perhaps partial, a video of this length has."""
    return ceil(duration)


def joined(ranges: Iterable[Range]) -> list[Range]:
    """The same time in order, with ranges that touch or overlap made one: so it never matters how they were split."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def overlaps(ranges: Iterable[Range]) -> list[Range]:
    """The time that is in more than one of the ranges."""
    result: list[Range] = []
    reached = 0.0
    for start, end in sorted(ranges):
        if start < min(end, reached):
            result.append((start, min(end, reached)))
        reached = max(end, reached)
    return result


def bits(start: float, end: float) -> int:
    """Bits for every whole second of which [start, end] covers at least half."""
    first, stop = ceil(start - 0.5), floor(end + 0.5)
    if end - start < 0.5 or stop <= first:
        return 0
    return ((1 << (stop - first)) - 1) << first


def last_bit(start: float, end: float, duration: float) -> int:
    """The bit of the last second when at least half of what there is of it is covered."""
    last = seconds_in(duration) - 1
    return 1 << last if min(end, duration) - max(start, last) >= (duration - last) / 2 else 0


def of_ranges(ranges: Iterable[Range], duration: float) -> int:
    """The map of a video of `duration` seconds when these ranges, in seconds, were played."""
    result = 0
    for start, end in joined(ranges):
        result |= bits(start, min(end, duration)) | last_bit(start, end, duration)
    return result & ((1 << seconds_in(duration)) - 1)


def lowest(map_: int, count: int) -> int:
    """The `count` earliest seconds of a map."""
    if map_.bit_count() <= count:
        return map_
    stop = bisect_left(range(map_.bit_length()), count, key=lambda n: (map_ & ((1 << n) - 1)).bit_count())
    return map_ & ((1 << stop) - 1)


def long_runs(map_: int, length: int) -> int:
    """Only the seconds of a map that stand in a row of at least `length`.

    Where a message was cut, a second may be reported by the messages on both sides of the cut; nobody played it twice.
    """
    starts = map_
    for n in range(1, length):
        starts &= map_ >> n
    result = 0
    for n in range(length):
        result |= starts << n
    return result


def ranges_of(map_: int) -> list[tuple[int, int]]:
    """The stretches covered, as [first second, second after the last]."""
    edges = map_ ^ (map_ << 1)
    marks = [n for n in range(edges.bit_length()) if edges >> n & 1]
    return [pair for i, pair in enumerate(pairwise(marks)) if i % 2 == 0]


def to_bytes(map_: int) -> bytes:
    return map_.to_bytes((map_.bit_length() + 7) // 8, "little")


def from_bytes(stored: bytes | memoryview) -> int:
    return int.from_bytes(bytes(stored), "little")
