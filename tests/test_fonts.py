"""Fonts that few texts need: unpacked at first need, whole, whoever else does the same."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pytest_django import Settings

from college import fonts
from college.typesetting import FONTS

UNPACKING = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(VAR_DIR=Path(sys.argv[1]))
from college import fonts
print("ready", flush=True)
sys.stdin.readline()
print(fonts.folder_of("Korean"))
"""


@pytest.fixture
def var(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", fonts.NAMES)
def test_a_font_has_the_characters_it_is_listed_with(name: str, var: Path) -> None:
    unpacked = TTFont(fonts.folder_of(name) / f"{name}.ttf", lazy=True)

    assert fonts.characters_of(name) <= set(unpacked.getBestCmap())
    assert unpacked["name"].getDebugName(1) == f"Mingliang {name}"


def test_nobody_s_usual_character_is_looked_for_in_a_rare_font() -> None:
    for path in (path for folder in FONTS for path in folder.glob("*.otf")):
        assert not fonts.needed(TTFont(path, lazy=True).getBestCmap())


def test_two_processes_that_need_a_font_at_once_put_one_in_place(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", UNPACKING, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
        )
        for _ in range(2)
    ]
    for process in both:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    found = {process.communicate("\n", timeout=60)[0] for process in both}

    assert [process.returncode for process in both] == [0, 0]
    assert len(found) == 1
    assert files(tmp_path) == ["Korean.ttf"]
    assert sha256(next(tmp_path.rglob("*.ttf")).read_bytes()).hexdigest() == fonts.NAMES["Korean"]["sha256"]


def test_a_font_that_was_half_written_is_put_right(var: Path) -> None:
    font = fonts.folder_of("Yi") / "Yi.ttf"
    font.write_bytes(font.read_bytes()[:1000])

    fonts.folder_of("Yi")

    assert sha256(font.read_bytes()).hexdigest() == fonts.NAMES["Yi"]["sha256"]


def test_a_font_that_lies_there_is_not_unpacked_again(var: Path) -> None:
    font = fonts.folder_of("Yi") / "Yi.ttf"
    written = font.stat().st_ino

    fonts.folder_of("Yi")

    assert font.stat().st_ino == written
