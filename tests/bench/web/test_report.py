"""What the report says of turns that were taken; here made up, with figures that are easy to reckon with."""

import pytest

from bench.web.__main__ import FLOOR, GROWS, Kind, Turn, report
from bench.web.load import Answered
from bench.web.servers import Site

WATCH, CATALOGUE, UNPROMISED = "POST /progress/watch/", "catalogue, signed out", "the front page"
GROWTH, LARGE, SMALL, _most = GROWS

ANSWERED = [Answered(requests, 5.0, p50=requests / 50, p95=30.0) for requests in (400, 600, 500)]
FLOORS = [Turn(*turn) for turn in zip(ANSWERED, (1.5, 0.75, 3.0), (0.5, 0.25, 1.0), strict=True)]
"""CPU milliseconds of the server and of the database: 2, 1 and 4 together."""


def said(server: dict[str, tuple[float, float, float]], database: float = 0.0) -> dict[str, list[str]]:
    """What stands behind each name in the tables: of the floor, and of what cost the server so much in three turns."""
    turns = {FLOOR: FLOORS}
    for name, costs in server.items():
        each = zip(ANSWERED, costs, FLOORS, strict=True)
        turns[name] = [Turn(answered, cost, database, floor) for answered, cost, floor in each]
    kinds = {name: Kind(Site("http://127.0.0.1:1", 1), [], queries) for queries, name in enumerate(turns, 3)}
    table = [line.strip("|").split("|") for line in report(kinds, turns, rounds=3).splitlines() if "|" in line]
    return {name.strip(): [cell.strip() for cell in row] for name, *row in table if name.strip(" -")}


def test_a_line_has_the_middle_figures_of_its_turns() -> None:
    found = said({UNPROMISED: (9.0, 5.0, 6.0)}, database=1.0)
    assert found[FLOOR] == ["2.00", "1.50", "0.50", "1.00", "3", "100", "10.0", "30.0"]
    assert found[UNPROMISED][:3] == ["7.00", "6.00", "1.00"]
    assert found[UNPROMISED][4:] == ["4", "100", "10.0", "30.0"]


def test_each_turn_is_held_against_the_turn_of_the_floor_before_it() -> None:
    """Five, three and two times; the middle cost in the floor's middle cost would be four."""
    assert said({UNPROMISED: (10.0, 3.0, 8.0)})[UNPROMISED][3] == "3.00"


@pytest.mark.parametrize(("share", "verdict"), [(1.0, "met"), (1.005, "NOT MET")])
def test_a_promise_is_kept_up_to_its_last_hundredth(share: float, verdict: str) -> None:
    found = said({CATALOGUE: (4.0 * share, 2.0 * share, 8.0 * share)})
    assert found[f"{CATALOGUE} ÷ floor"] == [f"{2 * share:.2f}", "≤ 2.00", verdict]


@pytest.mark.parametrize(("large", "figure", "verdict"), [(12.0, "1.20", "met"), (14.0, "1.40", "NOT MET")])
def test_a_large_class_is_held_against_a_small_one(large: float, figure: str, verdict: str) -> None:
    assert said({LARGE: (large,) * 3, SMALL: (10.0,) * 3})[GROWTH] == [figure, "≤ 1.30", verdict]


def test_of_what_was_not_asked_nothing_is_said() -> None:
    assert list(said({LARGE: (9.0,) * 3})) == [FLOOR, LARGE, "target"]
    assert list(said({WATCH: (1.0,) * 3})) == [FLOOR, WATCH, "target", f"{WATCH} ÷ floor"]
