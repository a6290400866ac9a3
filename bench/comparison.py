"""Our pipeline beside the engines it is built on: the same sound, the same weights, taking turns.

Whatever else the machine does meets all alike; a figure is the median of the rounds.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bench.clips import NAMES, said, seconds, sound
from bench.errors import character_errors
from bench.processes import Run, run
from bench.table import Row, Target
from bench.workspace import Workspace

OURS, ALONE, COMMAND, OTHER = "our pipeline", "faster-whisper alone", "whisper command", "our pipeline, openai-whisper"
FILES = [sound(name) for name in NAMES]
SECONDS = sum(seconds(name) for name in NAMES)
HEAD = ("", "wall s", "÷ ours", "work s", "÷ ours", "RTF", "CPU s", "peak MB", "CER %", "CER % repaired")


@dataclass(frozen=True)
class Turn:
    """One run over all files; `work` leaves out starting and loading the model, where that can be told apart."""

    run: Run
    texts: list[str]
    work: float | None = None
    repaired: list[str] | None = None


@dataclass(frozen=True)
class Result:
    """Medians: seconds, MB. Errors: of the characters of all files."""

    wall: float
    cpu: float
    peak: float
    errors: float
    work: float | None
    errors_repaired: float | None

    def row(self, name: str, ours: "Result") -> Row:
        work = f"{self.work:.1f}" if self.work else "–"
        worked = f"{self.work / ours.work:.2f}" if self.work and ours.work else "–"
        costs = [f"{(self.work or self.wall) / SECONDS:.3f}", f"{self.cpu:.1f}", f"{self.peak:.0f}"]
        times = [f"{self.wall:.1f}", f"{self.wall / ours.wall:.2f}", work, worked]
        return [name, *times, *costs, percent(self.errors), percent(self.errors_repaired)]


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.1f}"


def compared(place: Workspace, rounds: int) -> dict[str, Result]:
    turns: dict[str, list[Turn]] = defaultdict(list)
    for number in range(rounds):
        for name, take in CONTENDERS.items():
            if name != OTHER or number == 0:
                turns[name].append(take(place))
    return {name: result(taken) for name, taken in turns.items()}


def result(turns: list[Turn]) -> Result:
    works = [turn.work for turn in turns if turn.work is not None]
    repaired = [turn.repaired for turn in turns if turn.repaired is not None]
    return Result(
        wall=median(turn.run.wall for turn in turns),
        cpu=median(turn.run.cpu for turn in turns),
        peak=median(turn.run.peak for turn in turns),
        errors=median(error_rate(turn.texts) for turn in turns),
        work=median(works) if works else None,
        errors_repaired=median(map(error_rate, repaired)) if repaired else None,
    )


def error_rate(texts: list[str]) -> float:
    counted = [character_errors(text, said(name)) for text, name in zip(texts, NAMES, strict=True)]
    return sum(wrong for wrong, _all in counted) / sum(every for _wrong, every in counted)


def ours(place: Workspace, **settings: str) -> Turn:
    done = run(place.contender("pipeline", *FILES), place.environment(**settings))
    return Turn(done, done.said["texts"], done.said["worked"], done.said["repaired"])


def with_openai(place: Workspace) -> Turn:
    return ours(place, WHISPER_ENGINE="openai-whisper")


def alone(place: Workspace) -> Turn:
    done = run(place.contender("alone", *FILES), place.environment())
    return Turn(done, done.said["texts"], done.said["worked"])


def command(place: Workspace) -> Turn:
    done = run(place.whisper(*FILES), place.environment())
    return Turn(done, [place.whisper_text(file) for file in FILES])


CONTENDERS: dict[str, Callable[[Workspace], Turn]] = {OURS: ours, ALONE: alone, COMMAND: command, OTHER: with_openai}


def targets(results: dict[str, Result]) -> list[Target]:
    mine, engine, reference = results[OURS], results[ALONE], results[COMMAND]
    repaired = mine.errors if mine.errors_repaired is None else mine.errors_repaired
    return [
        Target(f"work: {OURS} ÷ {ALONE}", (mine.work or 0) / (engine.work or 1), 1.10),
        Target(f"wall: {OURS} ÷ {COMMAND}", mine.wall / reference.wall, 0.5),
        Target(f"errors: {OURS} ÷ {ALONE}", mine.errors / engine.errors, 1.0),
        Target(f"errors: {OURS} ÷ {COMMAND}", mine.errors / reference.errors, 1.0),
        Target("errors: with glossary and lesson ÷ without", repaired / mine.errors, 0.75),
    ]
