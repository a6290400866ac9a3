"""What has to be known of an original to make something of it."""

from dataclasses import dataclass
from pathlib import Path

import av

from media.models import Video
from media.speech.errors import UnusableMedia
from media.speech.opening import opened, pictures
from media.speech.probe import is_cut

# Transfer functions whose pictures look grey where nothing is done about them: how FFmpeg numbers and names them.
HDR = {16: "smpte2084", 18: "arib-std-b67"}


@dataclass(frozen=True)
class Original:
    """`pictures` and `sound` are numbers of streams, `width` and `height` upright, rates a second on average."""

    path: Path
    duration: float
    width: int
    height: int
    bit_rate: float
    frame_rate: float
    pictures: int
    sound: int | None
    channels: int
    has_square_pixels: bool
    hdr: str
    is_plain: bool

    @property
    def lines(self) -> int:
        return min(self.width, self.height)


def original_of(video: Video, path: Path) -> Original:
    """Raises UnusableMedia."""
    with opened(path) as container:
        seen = pictures(container)
        if seen is None:
            raise UnusableMedia("no-picture")
        heard = next(iter(container.streams.audio), None)
        codec = seen.codec_context
        says_its_length = not is_cut((container.duration or 0) / av.time_base, video.duration or 0)
        is_plain = "mp4" in container.format.name and codec.name == "h264" and codec.pix_fmt == "yuv420p"
        is_plain &= heard is None or heard.codec_context.codec.canonical_name == "aac"
        return Original(
            path=path,
            duration=video.duration or 0,
            width=video.width or 0,
            height=video.height or 0,
            bit_rate=path.stat().st_size * 8 / (video.duration or 1),
            frame_rate=float(seen.average_rate or 0),
            pictures=seen.index,
            sound=heard.index if heard else None,
            channels=heard.codec_context.channels if heard else 0,
            has_square_pixels=(seen.sample_aspect_ratio or 1) == 1,
            hdr=HDR.get(codec.color_trc, ""),
            is_plain=is_plain and says_its_length,
        )
