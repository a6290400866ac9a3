"""All that is held of a person as a zip file, written piece by piece while it is being sent."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from io import RawIOBase
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import override

from college.people.privacy.holdings import Held, HeldFile, held_of

if TYPE_CHECKING:
    from college.people.models import User

logger = logging.getLogger(__name__)


class Outgoing(RawIOBase):
    """A file that cannot be gone back in: what was written is taken and sent."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data, self.waiting = b"".join(self.waiting), []
        return data


def archive_of(person: "User", *, now: datetime) -> Iterator[bytes]:
    """README.txt, data.json and files. Memory holds a few hundred rows, or one file; one that is gone is left out."""
    held = held_of(person)
    rows = [item for item in held if isinstance(item, Held)]
    files = [item for item in held if isinstance(item, HeldFile)]
    return _zipped(readme(rows, files, now), _json(rows, now), files, now)


def _zipped(introduction: str, data: Iterator[str], files: list[HeldFile], now: datetime) -> Iterator[bytes]:
    out = Outgoing()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_entry("README.txt", now), introduction)
        with archive.open(_entry("data.json", now), "w", force_zip64=True) as file:
            for text in data:
                file.write(text.encode(errors="replace"))
                yield out.taken()
        for held in files:
            try:
                content = held.content()
            except OSError:
                logger.exception("A file of a person's archive could not be read: %s", held.path)
                continue
            archive.writestr(_entry(held.path, now), content)
            yield out.taken()
    yield out.taken()


def _entry(path: str, now: datetime) -> ZipInfo:
    entry = ZipInfo(path, date_time=localtime(now).timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    return entry


def _json(rows: list[Held], now: datetime) -> Iterator[str]:
    """One object; each kind of row is a member of `parts`, with what it and its columns are called."""
    yield f'{{"site": {_text(settings.SITE_NAME)}, "made_at": {_text(now)}, "parts": {{'
    for count, held in enumerate(rows):
        with override(settings.LANGUAGE_CODE):
            title, columns = _text(held.title), _text(held.called())
        yield f'{"," if count else ""}\n{_text(held.key)}: {{"title": {title}, "columns": {columns}, "rows": ['
        for number, row in enumerate(held.read()):
            yield f"{',' if number else ''}\n{_text(row)}"
        yield "]}"
    yield "}}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)


def readme(rows: list[Held], files: list[HeldFile], now: datetime) -> str:
    """What is in the archive, in every language of the site."""
    context = {"rows": rows, "files": files, "made_at": localtime(now), "site_name": settings.SITE_NAME}
    pieces = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            pieces.append(render_to_string("people/privacy/readme.txt", context).strip())
    return "\n\n\n".join(pieces) + "\n"
