"""A stranger's file of sound made anew by FFmpeg; loaded only when there is one."""

from pathlib import Path
from threading import Event, Timer

import av

from media.renditions.ffmpeg import READING, Interrupted, convert
from media.speech.errors import UnusableMedia
from media.speech.opening import opened

# Loudness as of speech on the radio; a rumble below every voice is left out.
SOUND = ["-vn", "-af", "highpass=f=70,loudnorm=I=-19:TP=-2", "-ac", "1", "-ar", "24000", "-c:a", "libmp3lame"]
MOST_WORK_SECONDS = 20
"""Somebody waits for the answer, and a web process with them."""
WRITING = ["-b:a", "48k", "-map_metadata", "-1", "-f", "mp3"]


def remake(original: Path, made: Path, *, most_seconds: float) -> float:
    """MP3, of so many seconds. Raises UnusableMedia."""
    longest = ["-t", str(most_seconds)]
    reading = [*READING, *longest, "-i", f"file:{original}"]
    lost = Event()
    timer = Timer(MOST_WORK_SECONDS, lost.set)
    timer.daemon = True
    timer.start()
    try:
        convert([*reading, *SOUND, *longest, *WRITING, f"file:{made}"], on_time=lambda _seconds: None, lost=lost)
    except (Interrupted, OSError) as accident:
        raise UnusableMedia("unconvertible") from accident
    finally:
        timer.cancel()
    with opened(made) as container:
        return (container.duration or 0) / av.time_base
