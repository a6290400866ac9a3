"""Making a rendition: to a file of its own, checked, and only then shown by its row."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from uuid import UUID

import av
from django.conf import settings
from django.core.files.base import File
from django.db.models.fields.files import FieldFile

from media.files import at_hand, discard
from media.models import Lease, Rendition
from media.outages import reachable
from media.renditions.ffmpeg import convert
from media.renditions.original import original_of
from media.renditions.recipes import arguments
from media.renditions.storyboard import draw_storyboard
from media.speech.errors import UnusableMedia
from media.speech.opening import opened, pictures
from media.speech.probe import is_cut

logger = logging.getLogger(__name__)

# Even when nothing grows: a rendition that was cancelled is noticed by asking for the lease.
ASK_SECONDS = 3
LEFT_BEHIND_SECONDS = 3600

Size = tuple[int | None, int | None]  # pixels; none of a sound


class Finished(File):
    """A file that its storage may move away instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def make(rendition: Rendition, lease: Lease) -> None:
    """Raises UnusableMedia, and LeaseLost as soon as the rendition is in other hands."""
    video = rendition.video
    told = progress(lease, video.duration or 0)
    with at_hand(drawn_from(rendition)) as path, workbench(lease.key) as target:
        if rendition.kind == Rendition.Kind.STORYBOARD:
            size: Size = draw_storyboard(path, target, video.duration or 0, told)
        else:
            convert(arguments(original_of(video, path), rendition.kind, target), on_time=told, lost=lease.lost)
            size = checked(target, video.duration or 0)
        keep(rendition, lease, target, size)


def drawn_from(rendition: Rendition) -> FieldFile:
    """Small pictures come from the smallest form, which is queued first: it has a key frame every two seconds."""
    if rendition.kind == Rendition.Kind.STORYBOARD:
        light = rendition.video.renditions.filter(kind=Rendition.Kind.SD, state=Rendition.State.DONE).first()
        return light.file if light else rendition.video.file
    return rendition.video.file


def progress(lease: Lease, duration: float) -> Callable[[float], None]:
    shown, asked_at = 0, time.monotonic()

    def told(seconds: float) -> None:
        nonlocal shown, asked_at
        percent = min(99, int(100 * seconds / duration)) if duration else 0
        if percent > shown or time.monotonic() - asked_at > ASK_SECONDS:
            shown, asked_at = max(percent, shown), time.monotonic()
            lease.renew(percent=shown)

    return told


@contextmanager
def workbench(key: UUID) -> Iterator[Path]:
    """A path to write to, on the disk where uploads are; what killed workers left there goes after an hour."""
    folder = Path(settings.VAR_DIR) / "making"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - LEFT_BEHIND_SECONDS:
                left.unlink()
    target = folder / key.hex
    try:
        yield target
    finally:
        target.unlink(missing_ok=True)


def checked(made: Path, duration: float) -> Size:
    """Its pixels, if nothing is missing at its end. Raises UnusableMedia, for which the original is not to blame."""
    try:
        with opened(made) as container:
            seconds, stream = (container.duration or 0) / av.time_base, pictures(container)
            size = (stream.width, stream.height) if stream else (None, None)
    except UnusableMedia as error:
        raise UnusableMedia("misconverted") from error
    if is_cut(seconds, duration):
        logger.error("%s has %.1f seconds instead of %.1f", made.name, seconds, duration)
        raise UnusableMedia("misconverted")
    return size


def keep(rendition: Rendition, lease: Lease, made: Path, size: Size) -> None:
    """No two attempts write to one name: whoever lost the lease takes away only their own."""
    length, (width, height) = made.stat().st_size, size
    with made.open("rb") as file, reachable(rendition.file.storage):
        rendition.file.save(lease.key.hex, Finished(file, str(made)), save=False)
    storage, name = rendition.file.storage, str(rendition.file.name)
    try:
        lease.finish(Rendition.State.DONE, file=name, size=length, width=width, height=height, percent=100)
    except BaseException:
        discard(storage, name)
        raise
    clear_strays(rendition)


def clear_strays(rendition: Rendition) -> None:
    """Files of this kind that no row names: an attempt was killed between storing its file and saying so."""
    kept = PurePosixPath(str(rendition.file.name))
    for name in rendition.file.storage.listdir(str(kept.parent))[1]:
        if name.startswith(f"{rendition.kind}-") and name != kept.name:
            rendition.file.storage.delete(str(kept.parent / name))
