"""Rooms use only what is below them: in code, in the database and in templates. The order is import-linter's."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.template.backends.django import get_installed_libraries
from django.template.base import Lexer, TokenType
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
LEVELS = {room.strip(): level for level, layer in enumerate(reversed(CONTRACT["layers"])) for room in layer.split("|")}

# Folders of templates that are not named for their room. What all rooms share may itself use what the site has.
ROOM_OF_FOLDER = {
    "wagtailadmin": "cms",
    "wagtailimages": "courses",
    "account": "people",
    "components": "cms",
    "": "cms",
}
SHARED = re.compile(r"components/|wagtailadmin/|[^/]+\.html$")


def room_of(module: str) -> str | None:
    """The room a module is in, such as college.courses for college.courses.models.lesson; None if it is not ours."""
    return next((room for room in LEVELS if f"{module}.".startswith(f"{room}.")), None)


def may_use(room: str, other: str | None) -> bool:
    return other is None or room == other or LEVELS[other] < LEVELS[room]


def test_imports_go_downwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports() == EXIT_STATUS_SUCCESS


def relations(model: type[Model]) -> Iterator[tuple[str, str | None]]:
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type):
            yield str(field), room_of(field.related_model.__module__)


def test_rows_point_downwards() -> None:
    models = ((model, room) for model in apps.get_models() if (room := room_of(model.__module__)))
    upwards = [name for model, room in models for name, other in relations(model) if not may_use(room, other)]
    assert upwards == []


def room_of_folder(template: str) -> str | None:
    folder = template.rpartition("/")[0].split("/")[0]
    name = ROOM_OF_FOLDER.get(folder, folder)
    return next((room for room in LEVELS if room.split(".")[-1] == name), None)


def room_of_library(library: str) -> str | None:
    return room_of(get_installed_libraries().get(library, ""))


def used_by(template: Path) -> Iterator[tuple[str, str | None]]:
    """What a template names, with the room it belongs to; what is shared belongs to none."""
    for token in Lexer(template.read_text()).tokenize():
        match token.token_type == TokenType.BLOCK and token.split_contents():
            case ["extends" | "include", name, *_] if name[0] in "\"'":
                yield name, None if SHARED.match(name[1:-1]) else room_of_folder(name[1:-1])
            case ["load", *libraries]:
                yield from ((library, room_of_library(library)) for library in libraries)


def test_templates_use_what_is_below_them() -> None:
    upwards = []
    for path in (ROOT / "templates").rglob("*.*"):
        name = path.relative_to(ROOT / "templates").as_posix()
        room = room_of_folder(name)
        assert room, f"{name} is in no room's folder"
        upwards += [f"{name} uses {used}" for used, other in used_by(path) if not may_use(room, other)]
    assert upwards == []
