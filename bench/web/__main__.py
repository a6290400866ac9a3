"""What requests cost, beside what any Django site pays for a session, a user and one row written.

python -m bench.web [--rounds 3] [--seconds 4] [--only WORDS] [--markdown FILE]
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.processes import Failed, run
from bench.table import Target, markdown
from bench.web.accounting import cpu_seconds
from bench.web.load import CONNECTIONS, Answered, Asked, ask
from bench.web.servers import Postgres, Site, environment, granian, new_secret, postgres
from bench.workspace import cores

FLOOR = "floor: session, user, one row"
MOST = {
    "POST /progress/watch/": 0.6,
    "lesson page, signed in": 5,
    "course page, signed in": 5,
    "catalogue, signed out": 2,
    "/my/": 5,
}
GROWS = "teacher's page, 20,000 learners ÷ 200", "teacher's page, 20000 learners", "teacher's page, 200 learners", 1.3
Turns = dict[str, list["Turn"]]
FLOOR_QUERIES = 3
PEOPLE = 50


@dataclass(frozen=True)
class Kind:
    """One line of the table: who is asked what."""

    site: Site
    requests: list[Asked]
    queries: int


@dataclass(frozen=True)
class Turn:
    answered: Answered
    server: float
    """CPU milliseconds a request, as `database`."""
    database: float
    floor: "Turn | None" = None
    """The turn of the floor just before."""

    @property
    def cost(self) -> float:
        return self.server + self.database

    @property
    def in_floors(self) -> float:
        return self.cost / (self.floor or self).cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--only", default="", help="the floor, and lines that hold these words")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the report there too")
    options = parser.parse_args()
    if not any(options.only in name for name in (*MOST, *GROWS[1:3])):
        parser.error(f"no line holds “{options.only}”")
    with stage() as (server, kinds):
        chosen = {name: kind for name, kind in kinds.items() if name == FLOOR or options.only in name}
        turns = measured(server, chosen, options.rounds, options.seconds)
    text = report(chosen, turns, options.rounds)
    print(text)
    if options.markdown:
        options.markdown.write_text(text + "\n", encoding="utf-8")


@contextmanager
def stage() -> Iterator[tuple[Postgres, dict[str, Kind]]]:
    """One PostgreSQL, the college and the floor in front of it, each with a database of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mingliang-bench-web-")))
        server = stack.enter_context(postgres(folder / "postgres"))
        floor = environment("bench.web.floor.settings", server.create("floor"), folder, secret=new_secret())
        college = environment("bench.web.settings", server.create("college"), folder, secret=new_secret())
        sessions = run([sys.executable, "-m", "bench.web.floor.prepare", str(PEOPLE)], floor).said["sessions"]
        run([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], college)
        filled = run([sys.executable, "-m", "bench.web.filling"], college).said
        stock = stack.enter_context(granian("bench.web.floor.wsgi:application", floor))
        ours = stack.enter_context(granian("college.wsgi:application", college))
        kinds = {FLOOR: Kind(stock, [Asked("/upsert/", f"sessionid={key}") for key in sessions], FLOOR_QUERIES)}
        for name, requests in filled["asked"].items():
            # The counting of queries has sent messages 1 and 2.
            kinds[name] = Kind(ours, [Asked(first=3, **request) for request in requests], filled["queries"][name])
        yield server, kinds


def measured(server: Postgres, kinds: dict[str, Kind], rounds: int, seconds: int) -> Turns:
    """Each kind in turn, behind one of the floor, so that whatever else the machine does meets both alike; one round
    before, to warm up."""
    turns: Turns = {name: [] for name in kinds}
    for number in range(rounds + 1):
        for name in kinds:
            if name != FLOOR:
                floor = turn(server, kinds[FLOOR], seconds, number)
                taken = turn(server, kinds[name], seconds, number, floor)
                turns[FLOOR] += [floor] if number else []
                turns[name] += [taken] if number else []
    return turns


def turn(server: Postgres, kind: Kind, seconds: int, number: int, floor: Turn | None = None) -> Turn:
    # Each turn's messages carry on behind those of the last.
    requests = [Asked(each.path, each.cookie, each.body, each.first + number * 1_000_000) for each in kind.requests]
    before = cpu_seconds(kind.site.pid), cpu_seconds(server.pid)
    answered = ask(kind.site.url, requests, seconds=seconds)
    after = cpu_seconds(kind.site.pid), cpu_seconds(server.pid)
    used = [1000 * (later - earlier) / answered.requests for earlier, later in zip(before, after, strict=True)]
    return Turn(answered, *used, floor)


def report(kinds: dict[str, Kind], turns: dict[str, list[Turn]], rounds: int) -> str:
    head = ("", "CPU ms", "server", "database", "÷ floor", "queries", "requests/s", "p50 ms", "p95 ms")
    rows = [line(name, kinds[name], taken) for name, taken in turns.items()]
    promised = [
        Target(f"{name} ÷ floor", middle(turns[name], "in_floors"), most)
        for name, most in MOST.items()
        if name in turns
    ]
    name, large, small, most = GROWS
    if large in turns and small in turns:
        promised.append(Target(name, middle(turns[large], "cost") / middle(turns[small], "cost"), most))
    return "\n\n".join(
        [
            f"{cores()} cores, {CONNECTIONS} connections; medians of {rounds} rounds, each beside the floor.",
            markdown(head, rows),
            markdown(("target", "figure", "promised", ""), [each.row() for each in promised]),
        ]
    )


def middle(turns: list[Turn], figure: str) -> float:
    return median(getattr(taken, figure) for taken in turns)


def line(name: str, kind: Kind, turns: list[Turn]) -> list[str]:
    rate = median(taken.answered.requests / taken.answered.seconds for taken in turns)
    figures = [f"{middle(turns, figure):.2f}" for figure in ("cost", "server", "database", "in_floors")]
    waits = [f"{median(getattr(taken.answered, name) for taken in turns):.1f}" for name in ("p50", "p95")]
    return [name, *figures, str(kind.queries), f"{rate:.0f}", *waits]


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(str(failure))
