"""A stranger's file of sound made anew by FFmpeg; loaded only when there is one."""

from pathlib import Path

import av

from media.renditions.ffmpeg import READING, convert
from media.speech.opening import opened

# Loudness as of speech on the radio; a rumble below every voice is left out.
SOUND = ["-vn", "-af", "highpass=f=70,loudnorm=I=-19:TP=-2", "-ac", "1", "-ar", "24000", "-c:a", "libmp3lame"]
WRITING = ["-b:a", "48k", "-map_metadata", "-1", "-f", "mp3"]


def remake(original: Path, made: Path, *, most_seconds: float) -> float:
    """MP3, of so many seconds. Raises UnusableMedia."""
    longest = ["-t", str(most_seconds)]
    reading = [*READING, *longest, "-i", f"file:{original}"]
    convert([*reading, *SOUND, *longest, *WRITING, f"file:{made}"], on_time=lambda _seconds: None)
    with opened(made) as container:
        return (container.duration or 0) / av.time_base
