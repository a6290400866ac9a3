"""The files of an archive, kept before any row is written: each looked at as if an editor had sent it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.validators import FileExtensionValidator
from wagtail.images.fields import WagtailImageField
from wagtail.models import Collection

from cms.models import Picture
from college.courses.archive.contents import Content, a_number, a_text
from college.courses.archive.describing import OF_A_PICTURE, OF_A_VIDEO, Document
from college.courses.archive.fields import checked, plain
from college.courses.archive.refusals import BadArchive
from college.packages.actions import receive
from college.packages.archives import MOST_BYTES
from college.packages.models import Package as CoursePackage
from college.people.models import User
from college.spreadsheets import Unreadable
from college.voice import recordings
from college.voice.models import Recording
from media.actions import stored_video
from media.files import discard
from media.glossaries.terms import check_terms
from media.models import Video

MOST_DOCUMENT_BYTES = 256 * 1024**2


class PartFile(File):
    """A part of the archive as a storage takes it: read as it goes, never whole."""

    def __init__(self, source: IO[bytes], name: str, size: int) -> None:
        super().__init__(source, name)
        self.size = size


@dataclass
class Stored:
    """By key; the rows of videos, pictures and documents are not there yet."""

    videos: dict[str, Video] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    packages: dict[str, CoursePackage] = field(default_factory=dict)

    def forget(self) -> None:
        """The files of what never came to be."""
        for row in [*self.videos.values(), *self.pictures.values(), *self.documents.values()]:
            if row.file and not type(row).objects.filter(file=row.file.name).exists():
                discard(row.file.storage, str(row.file.name))
        for recording in self.recordings.values():
            discard(recording.file.storage, str(recording.file.name))
            recording.delete()
        for package in self.packages.values():
            name = str(package.file.name)
            package.delete()
            discard(package.file.storage, name)


@contextmanager
def stored(
    content: Content, here: dict[str, dict[str, int]], collection: Collection, user: User, on: Any
) -> Iterator[Stored]:
    """What is not here yet; `on()` is called after each file. When the context fails, nothing of it is left."""
    kept = Stored()
    keepers: dict[str, tuple[Any, dict[str, Any]]] = {
        "video": (_video, kept.videos),
        "picture": (_picture, kept.pictures),
        "document": (_document, kept.documents),
        "recording": (_recording, kept.recordings),
        "package": (_package, kept.packages),
    }
    try:
        for kind, (keep, into) in keepers.items():
            for key, row in content.of[kind].items():
                if key in here.get(kind, {}):
                    continue
                with content.package.opened(row["file"]["path"]) as source:
                    into[key] = keep(row, source, collection, user)
                on(row["file"]["size"])
        yield kept
    except BaseException:
        kept.forget()
        raise


def _video(row: dict[str, Any], source: IO[bytes], collection: Collection, user: User) -> Video:
    said = {field.name: checked(field, row.get(field.name, "")) for field in plain(Video) if field.name in OF_A_VIDEO}
    if said["language"] not in Video.Language.values:
        raise BadArchive("content")
    check_terms(said["terms"])
    file = PartFile(source, PurePath(said["original_name"]).name or "video", row["file"]["size"])
    video = stored_video(file=file, title=said["title"], user=user, language=said["language"], collection=collection)
    video.terms = said["terms"]
    return video


def _picture(row: dict[str, Any], source: IO[bytes], collection: Collection, user: User) -> Picture:
    """As Wagtail looks at it: that it is a picture, of the kind that its name says, and not too large"""
    field, path = WagtailImageField(), PurePath(row["file"]["path"])
    size = row["file"]["size"]
    if size > field.max_upload_size:
        raise BadArchive("picture")
    content = BytesIO(source.read(size))
    try:
        sent = field.clean(InMemoryUploadedFile(content, None, path.name, None, size, None))
    except ValidationError as error:
        raise BadArchive("picture") from error
    focus = {name: row.get(name) for name in OF_A_PICTURE[2:]}
    if any(value is not None for value in focus.values()):
        focus = {name: a_number(value, 0, 1_000_000) for name, value in focus.items()}
    title, description = a_text(row.get("title"), 255), a_text(row.get("description", ""), 255)
    picture = Picture(title=title, description=description, collection=collection, uploaded_by_user=user, **focus)
    sent.seek(0)
    picture.file.save(path.name, File(sent, path.name), save=False)
    picture._set_image_file_metadata()
    return picture


def _document(row: dict[str, Any], source: IO[bytes], collection: Collection, user: User) -> Any:
    name, size = PurePath(a_text(row.get("name"), 200)).name, row["file"]["size"]
    document = Document(title=a_text(row.get("title"), 255), collection=collection, uploaded_by_user=user)
    file = PartFile(source, name, size)
    try:
        FileExtensionValidator(settings.WAGTAILDOCS_EXTENSIONS)(file)
    except ValidationError as error:
        raise BadArchive("document") from error
    if size > MOST_DOCUMENT_BYTES:
        raise BadArchive("document")
    document.file.save(name, file, save=False)
    document._set_document_file_metadata()
    return document


def _recording(row: dict[str, Any], source: IO[bytes], collection: Collection, user: User) -> Recording:
    """Made anew, as what an editor says into a microphone is."""
    try:
        return recordings.keep(source, row["file"]["size"], by=user)
    except recordings.UnusableRecording as error:
        raise BadArchive("recording") from error


def _package(row: dict[str, Any], source: IO[bytes], collection: Collection, user: User) -> CoursePackage:
    """Read again, as if its editor had sent it."""
    name, size = a_text(row.get("name"), 255), row["file"]["size"]
    if size > MOST_BYTES:
        raise BadArchive("package")
    with TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
        copyfileobj(source, file)
        try:
            return receive(file=PartFile(file, name, size), user=user)
        except Unreadable as error:
            raise BadArchive("package") from error
