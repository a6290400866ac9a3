"""How long transcription takes, how much memory, and how much it gets wrong, beside the engines it is built on.

python -m bench.transcribe [--rounds 3] [--long] [--markdown FILE]
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bench.clips import joined
from bench.comparison import FILES, HEAD, OURS, SECONDS, compared, targets
from bench.processes import Run, run
from bench.sharing import shared, target
from bench.table import Target, markdown
from bench.workspace import Workspace, cores, workspace

LONG_HOURS, MOST_MB = 3, 1200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", action="store_true", help="transcribe all three hours of the long file")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the report there too")
    options = parser.parse_args()
    with workspace() as place:
        parts = list(told(report(place, options.rounds, whole=options.long)))
    if options.markdown:
        options.markdown.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def told(parts: Iterator[str]) -> Iterator[str]:
    for part in parts:
        print(part, end="\n\n", flush=True)
        yield part


def report(place: Workspace, rounds: int, *, whole: bool) -> Iterator[str]:
    yield f"{cores()} cores, CPU. {SECONDS:.0f} s of sound in {len(FILES)} files; medians of {rounds}, taking turns."
    results = compared(place, rounds)
    yield markdown(HEAD, [found.row(name, results[OURS]) for name, found in results.items()])
    one, two = shared(place, rounds)
    yield f"Two videos: one worker {one:.1f} s, two workers {two:.1f} s."
    long = long_run(place, whole=whole)
    which = "all" if whole else "one near the end"
    cut = "A file of {hours} hours: cut into {chunks} chunks in {planned:.1f} s; {which} heard in {worked:.1f} s."
    yield cut.format(hours=LONG_HOURS, which=which, **long.said)
    promised = [*targets(results), target(one, two), Target("peak memory, 3 hours", long.peak, MOST_MB, "MB")]
    yield markdown(("target", "figure", "promised", ""), [each.row() for each in promised])


def long_run(place: Workspace, *, whole: bool) -> Run:
    file = joined(place.ffmpeg, place.folder / "long.m4a", hours=LONG_HOURS)
    return run(place.contender("whole" if whole else "near_the_end", file), place.environment())


if __name__ == "__main__":
    main()
