"""What a certificate costs: issued with PDF, digest and signature, downloaded, and drawn beside another library.

python -m bench.certificates [--number 1000] [--rounds 3] [--markdown FILE]
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.certificates.download import seconds_of
from bench.processes import Failed, Run, run
from bench.table import Target, markdown
from bench.web.servers import Site, environment, granian, new_secret, postgres
from bench.workspace import cores

SETTINGS = "bench.web.settings"
SECONDS, BYTES, MILLISECONDS = 40, 25_000, 150
DRAWERS = ("typst", "reportlab")
DRAWN = 100
DOWNLOADS = 21


@dataclass(frozen=True)
class Issued:
    database: str
    run: Run
    downloads: list[float]
    """Milliseconds each, one after another."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=1000, help="certificates; the promise is for 1,000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the report there too")
    options = parser.parse_args()
    text = report(issued(options.number), drawn(options.rounds), options.number, options.rounds)
    print(text)
    if options.markdown:
        options.markdown.write_text(text + "\n", encoding="utf-8")


def issued(number: int) -> list[Issued]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mingliang-bench-certificates-")))
        server = stack.enter_context(postgres(folder / "postgres"))
        places = {"SQLite": f"sqlite:///{folder / 'sqlite' / 'db.sqlite3'}", "PostgreSQL": server.create("college")}
        return [_issued(name, url, folder / name.lower(), number) for name, url in places.items()]


def _issued(name: str, url: str, folder: Path, number: int) -> Issued:
    folder.mkdir(exist_ok=True)
    place = environment(SETTINGS, url, folder, secret=new_secret())
    done = run([sys.executable, "-m", "bench.certificates.issuing", str(number)], place)
    with site(place) as server:
        return Issued(name, done, [_milliseconds(server, done) for _ in range(DOWNLOADS)][1:])


@contextmanager
def site(place: dict[str, str]) -> Iterator[Site]:
    run([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], place)
    with granian("college.wsgi:application", place) as server:
        yield server


def _milliseconds(server: Site, done: Run) -> float:
    return 1000 * seconds_of(server.url + done.said["path"], cookie=done.said["cookie"], kind="application/pdf")


def drawn(rounds: int) -> dict[str, list[Run]]:
    """Taking turns, so that whatever else the machine does meets both alike."""
    with tempfile.TemporaryDirectory(prefix="mingliang-bench-drawing-") as folder:
        place = environment(SETTINGS, f"sqlite:///{folder}/db.sqlite3", Path(folder), secret=new_secret())
        words = [sys.executable, "-m", "bench.certificates.drawing"]
        turns: dict[str, list[Run]] = {who: [] for who in DRAWERS}
        for _ in range(rounds):
            for who, taken in turns.items():
                taken.append(run([*words, who, str(DRAWN)], place))
        return turns


def report(issues: list[Issued], turns: dict[str, list[Run]], number: int, rounds: int) -> str:
    return "\n\n".join(
        [
            f"{cores()} cores. {number} certificates by one worker; drawing: medians of {rounds} rounds, in turns.",
            markdown(
                ("issued on", "wall s", "CPU s", "mean bytes", "largest", "download ms"),
                [_issue_row(each) for each in issues],
            ),
            markdown(
                ("drawn by", "CPU ms a page", "÷ typst", "bytes", "÷ typst"), [_draw_row(who, turns) for who in turns]
            ),
            markdown(("target", "figure", "promised", ""), [each.row() for each in targets(issues, number)]),
        ]
    )


def targets(issues: list[Issued], number: int) -> list[Target]:
    return [
        target
        for each in issues
        for target in (
            Target(f"{number} issued on {each.database}", each.run.said["wall"], SECONDS * number / 1000, "s"),
            Target(f"largest file, {each.database}", each.run.said["max"], BYTES, "bytes"),
            Target(f"one downloaded, {each.database}", median(each.downloads), MILLISECONDS, "ms"),
        )
    ]


def _issue_row(each: Issued) -> list[str]:
    said = each.run.said
    return [
        each.database,
        f"{said['wall']:.1f}",
        f"{said['cpu']:.1f}",
        f"{said['mean']:.0f}",
        f"{said['max']}",
        f"{median(each.downloads):.1f}",
    ]


def _draw_row(who: str, turns: dict[str, list[Run]]) -> list[str]:
    ours = DRAWERS[0]
    cpu, size = (
        {name: median(each.said[key] for each in turns[name]) for name in (who, ours)} for key in ("cpu", "mean")
    )
    return [
        who,
        f"{1000 * cpu[who] / DRAWN:.1f}",
        f"{cpu[who] / cpu[ours]:.2f}",
        f"{size[who]:.0f}",
        f"{size[who] / size[ours]:.2f}",
    ]


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(str(failure))
