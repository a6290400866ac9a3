"""Opening a file that a stranger sent. What it is shows in its content; its name is never asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from media.speech.errors import UnusableMedia

# Without a list FFmpeg would also open playlists (which name other files and addresses), subtitles and pictures.
FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,wav,mp3,aac,flac,amr"
OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Raises UnusableMedia: missing, empty, truncated, not-video; and damaged, if it cannot be read on."""
    if not _size(path):
        raise UnusableMedia("empty")
    try:
        # With the scheme, a colon in the name is part of the name.
        container = av.open(f"file:{path}", options=OPTIONS, metadata_errors="ignore")
    except (PermissionError, FileNotFoundError) as error:
        raise UnusableMedia("missing") from error
    except av.FFmpegError as error:
        raise UnusableMedia("truncated" if _is_cut_mp4(path) else "not-video") from error
    with container:
        try:
            yield container
        except av.FFmpegError as error:
            raise UnusableMedia("damaged") from error


@contextmanager
def opened_at(path: Path, seconds: float) -> Iterator[InputContainer]:
    """Before that time on the player's clock; at the beginning if it cannot seek (FLV without an index)."""
    with opened(path) as container:
        if seconds <= 0 or goes_to(container, seconds):
            yield container
            return
    with opened(path) as container:
        yield container


def goes_to(container: InputContainer, seconds: float) -> bool:
    """False if it cannot; then it may stand anywhere."""
    try:
        container.seek(int((seconds + start_of(container)) * av.time_base))
    except av.FFmpegError:
        return False
    return True


def can_seek(path: Path, seconds: float) -> bool:
    with opened(path) as container:
        return goes_to(container, seconds)


def _size(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return file.seek(0, 2)
    except OSError as error:
        raise UnusableMedia("missing") from error


def _is_cut_mp4(path: Path) -> bool:
    """An MP4 that cannot be opened although its first box says that it is one: the index at its end is missing."""
    with path.open("rb") as file:
        return file.read(8)[4:] == b"ftyp"


def pictures(container: InputContainer) -> VideoStream | None:
    """The moving pictures; a cover in a sound file is none."""
    for stream in container.streams.video:
        if not stream.disposition & av.stream.Disposition.attached_pic:
            return stream
    return None


def start_of(container: InputContainer) -> float:
    """Where the file's clock stands, in seconds, when a player shows zero."""
    return (container.start_time or 0) / av.time_base
