"""What a video file is, and a picture of it. Seconds count from the first picture or sound, as a player counts them."""

import io
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame

from media.speech.errors import UnusableMedia
from media.speech.opening import opened, opened_at, pictures, start_of

LONGEST_SECONDS = 12 * 3600
# Containers are often a little wrong about their length; what is lost must be more than that.
TOLERANCE_SECONDS, TOLERANCE_SHARE = 2.0, 0.005
POSTER_PIXELS = (1280, 1280)
# Enough for the distance between two key frames that common encoders keep.
MOST_FRAMES = 600


@dataclass(frozen=True)
class Probe:
    """Seconds; pixels as they are shown, upright; FFmpeg's names of the container and the codecs."""

    duration: float
    width: int
    height: int
    has_audio: bool
    container: str
    video_codec: str
    audio_codec: str


def probe(path: Path) -> Probe:
    """Reads the file to its end without decoding it: about as fast as the disk.

    Raises UnusableMedia: missing, empty, not-video, no-picture, truncated, too-long.
    """
    with opened(path) as container:
        stream = pictures(container)
        if stream is None:
            raise UnusableMedia("no-picture" if container.streams.audio else "not-video")
        sound = next(iter(container.streams.audio), None)
        duration = whole_length(container)
        width, height = _shown_size(path)
        return Probe(
            duration=duration,
            width=width,
            height=height,
            has_audio=sound is not None,
            container=container.format.name,
            video_codec=stream.codec_context.codec.canonical_name,
            audio_codec=sound.codec_context.codec.canonical_name if sound else "",
        )


def whole_length(container: InputContainer) -> float:
    """Seconds, measured by reading all packets. Raises UnusableMedia: too-long, truncated, not-video."""
    promised = (container.duration or 0) / av.time_base
    if promised > LONGEST_SECONDS:
        raise UnusableMedia("too-long")
    found = _length_of_packets(container)
    if is_cut(found, promised):
        raise UnusableMedia("truncated")
    if not found:
        raise UnusableMedia("not-video")
    return max(found, promised)


def is_cut(found: float, promised: float) -> bool:
    return promised - found > max(TOLERANCE_SECONDS, promised * TOLERANCE_SHARE)


def _length_of_packets(container: InputContainer) -> float:
    """Up to the first packet that cannot be read."""
    end = origin = start_of(container)
    watched = [stream for stream in container.streams if stream.type in ("audio", "video")]
    with suppress(av.FFmpegError):
        for packet in container.demux(watched):
            at = packet.dts if packet.pts is None else packet.pts
            if at is not None and packet.time_base and not packet.is_discard:
                end = max(end, float((at + (packet.duration or 0)) * packet.time_base))
            if end - origin > LONGEST_SECONDS:
                raise UnusableMedia("too-long")
    return end - origin


def _shown_size(path: Path) -> tuple[int, int]:
    """Pixels after the rotation that a phone writes."""
    with opened(path) as container:
        frame = _frame_at(container, 0)
        return (frame.width, frame.height) if frame.rotation % 180 == 0 else (frame.height, frame.width)


def _frame_at(container: InputContainer, at: float) -> VideoFrame:
    """The first frame not before `at`, or the nearest to it that can be decoded. Raises UnusableMedia: damaged."""
    stream = pictures(container)
    frame: VideoFrame | None = None
    with suppress(av.FFmpegError):
        for frame in islice(container.decode(stream) if stream else (), MOST_FRAMES):
            if frame.time is not None and frame.time - start_of(container) >= at:
                break
    if frame is None:
        raise UnusableMedia("damaged")
    return frame


def draw_poster(path: Path, at: float) -> bytes:
    """The picture shown `at` seconds as a JPEG, upright, within 1280 × 1280. Raises UnusableMedia."""
    with opened_at(path, at) as container:
        frame = _frame_at(container, at)
        image = frame.to_image().rotate(frame.rotation, expand=True)
        image.thumbnail(POSTER_PIXELS)
        jpeg = io.BytesIO()
        image.save(jpeg, "JPEG", quality=82, optimize=True, progressive=True)
        return jpeg.getvalue()
