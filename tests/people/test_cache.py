from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from college.cache import FileCache


def locks_won(directory: Path) -> list[int]:
    cache = FileCache(directory, {})
    return [number for number in range(300) if cache.add(f"lock{number}", True, timeout=60)]


def test_of_several_server_processes_exactly_one_wins_each_lock(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3) as processes:
        won = [number for numbers in processes.map(locks_won, [tmp_path] * 3) for number in numbers]
    assert sorted(won) == list(range(300))


def test_what_one_process_keeps_another_reads_until_it_expires(tmp_path: Path) -> None:
    one, other = FileCache(tmp_path, {}), FileCache(tmp_path, {})
    assert one.add("tries", [1.0], timeout=60)
    assert other.get("tries") == [1.0]
    assert not other.add("tries", [2.0])
    one.set("tries", [1.0], timeout=-1)
    assert other.add("tries", [3.0], timeout=60)
    assert one.get("tries") == [3.0]
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".djcache"]
