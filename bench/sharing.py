"""Two workers on two videos beside one worker that does both with all cores: real workers, the real queue."""

from statistics import median

from bench.clips import NAMES, sound
from bench.processes import Failed, run, together
from bench.table import Target
from bench.workspace import Workspace

FILES = [sound(name) for name in NAMES[1:]]


def shared(place: Workspace, rounds: int) -> tuple[float, float]:
    """Seconds until the work of both videos is done, start of the workers included: one worker, two workers."""
    turns = [(_seconds(place, 1), _seconds(place, 2)) for _round in range(rounds)]
    return median(one for one, _two in turns), median(two for _one, two in turns)


def _seconds(place: Workspace, workers: int) -> float:
    run(place.contender("queue", *FILES), place.environment())
    done = together([place.manage("worker", "--batch")] * workers, place.environment())
    left = run(place.contender("finished"), place.environment()).said
    if left["open"]:
        raise Failed(f"{workers} workers left {left['open']} transcripts unfinished")
    return max(each.wall for each in done)


def target(one: float, two: float) -> Target:
    return Target("two workers ÷ one, for two videos", two / one, 1.15)
