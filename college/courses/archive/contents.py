"""What `course.json` says, by kind and key; whatever it names is there."""

import re
from collections.abc import Iterator
from typing import Any

from college.courses.archive import formats
from college.courses.archive.packages import Package
from college.courses.archive.refusals import BadArchive

MOST = {
    "lesson": 500,
    "quiz": 500,
    "question": 5000,
    "video": 1000,
    "picture": 2000,
    "document": 1000,
    "recording": 2000,
    "package": 200,
    "glossary": 200,
}
"""Of each kind in one course."""
SECTIONS = {"quiz": "quizzes", "glossary": "glossaries"}
"""Where a kind is listed, if not under its name and an s."""
WITH_FILES = ("video", "picture", "document", "recording", "package")
DIGEST = re.compile("[0-9a-f]{64}")


class Content:
    def __init__(self, package: Package) -> None:
        """Raises BadArchive."""
        said = package.content
        self.package = package
        self.course = a_dict(said.get("course"))
        self.language = a_text(said.get("language", ""), 20)
        self.provider = a_text(said.get("provider", ""), 200)
        self.of = {kind: _keyed(kind, said.get(SECTIONS.get(kind, f"{kind}s"), [])) for kind in MOST}
        for record in self.files():
            self._check_record(record)

    def files(self) -> Iterator[dict[str, Any]]:
        for kind in WITH_FILES:
            for row in self.of[kind].values():
                yield a_dict(row.get("file"))

    def row(self, kind: str, key: Any) -> dict[str, Any] | None:
        """What goes by the key, None for no key. Raises BadArchive where there is nothing of that name."""
        if key is None:
            return None
        if not isinstance(key, str) or key not in self.of[kind]:
            raise BadArchive("content")
        return self.of[kind][key]

    def _check_record(self, record: dict[str, Any]) -> None:
        path, digest = record.get("path"), record.get("sha256")
        part = self.package.names.get(path) if isinstance(path, str) else None
        if part is None or not isinstance(digest, str) or not DIGEST.fullmatch(digest):
            raise BadArchive("damaged")
        if part.file_size != record.get("size"):
            raise BadArchive("damaged")


def _keyed(kind: str, said: Any) -> dict[str, dict[str, Any]]:
    rows = a_list(said)
    if len(rows) > MOST[kind]:
        raise BadArchive("bomb")
    return {formats.key(kind, number): a_dict(row) for number, row in enumerate(rows, start=1)}


def a_dict(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise BadArchive("content")
    return said


def a_list(said: Any, most: int = 20_000) -> list[Any]:
    if not isinstance(said, list) or len(said) > most:
        raise BadArchive("content")
    return said


def a_text(said: Any, most: int) -> str:
    if not isinstance(said, str) or len(said) > most:
        raise BadArchive("content")
    return said


def a_number(said: Any, low: int = 0, high: int = 2**31 - 1) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not low <= said <= high:
        raise BadArchive("content")
    return said


def texts_in(said: Any, most: int = 100) -> list[str]:
    """Names of tags, such as they may be."""
    return [a_text(one, 100) for one in a_list(said, most)]
