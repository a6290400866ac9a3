import sys

import pytest

from bench.clips import NAMES, said
from bench.comparison import ALONE, COMMAND, OURS, Turn, error_rate, result, targets
from bench.processes import Failed, Run, run, together

RIGHT = [said(name) for name in NAMES]
WRONG = ["" for _name in NAMES]


def turn(wall: float, texts: list[str], work: float | None = None, repaired: list[str] | None = None) -> Turn:
    return Turn(Run(wall, wall, 500), texts, work, repaired)


def test_who_hears_everything_has_no_errors_and_who_hears_nothing_only_errors() -> None:
    assert error_rate(RIGHT) == 0
    assert error_rate(WRONG) == 1


def test_one_slow_round_does_not_count() -> None:
    assert result([turn(10, RIGHT, 8), turn(60, RIGHT, 58), turn(11, RIGHT, 9)]).wall == 11


def test_promises_are_judged_by_work_beside_the_engine_and_by_all_the_time_beside_the_command() -> None:
    results = {
        OURS: result([turn(20, WRONG, work=10, repaired=RIGHT)]),
        ALONE: result([turn(10, WRONG, work=10)]),
        COMMAND: result([turn(30, WRONG)]),
    }
    assert [round(each.figure, 2) for each in targets(results)] == [1.0, 0.67, 1.0, 1.0, 0.0]
    assert [each.is_met for each in targets(results)] == [True, False, True, True, True]


def test_a_process_tells_its_memory_its_time_and_its_report() -> None:
    hungry = run([sys.executable, "-c", "x = b'1' * 200_000_000; print('{\"heard\": 3}')"], {})
    assert hungry.said == {"heard": 3}
    assert hungry.peak > 190
    assert hungry.cpu > 0
    assert hungry.wall > 0


def test_a_command_that_fails_gives_no_figure_and_is_not_left_behind() -> None:
    with pytest.raises(Failed, match="no such clip"):
        together([[sys.executable, "-c", "import sys; sys.exit('no such clip')"], ["sleep", "1000"]], {"PATH": "/bin"})
