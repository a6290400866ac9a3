"""What somebody said into a microphone, or into a file: never trusted, always made anew."""

import tempfile
from pathlib import Path
from typing import IO

import av
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from college.voice.models import Recording
from media.renditions.ffmpeg import READING, convert
from media.speech.errors import UnusableMedia
from media.speech.opening import opened

MOST_BYTES = 5 * 1024**2
MOST_SECONDS = 30
GRACE_SECONDS = 1
"""The page stops a recording when its time is over, and not a moment before."""
LEAST_SECONDS = 0.4
# Loudness as of speech on the radio; a rumble below every voice is left out.
SOUND = ["-vn", "-af", "highpass=f=70,loudnorm=I=-19:TP=-2", "-ac", "1", "-ar", "24000", "-c:a", "libmp3lame"]
WRITING = ["-b:a", "48k", "-map_metadata", "-1", "-f", "mp3"]
UNUSABLE = _("这个文件里没有可以用的声音。请再录一次，或者换一个录音文件。")


class UnusableRecording(Exception):
    """Says in one sentence what to do instead."""


def keep(sound: IO[bytes], size: int) -> Recording:
    """Raises UnusableRecording."""
    if size > MOST_BYTES:
        raise UnusableRecording(_("这个录音文件太大。一句话只要几秒钟，请录短一点。"))
    with tempfile.TemporaryDirectory(prefix="recording-") as folder:
        original, made = Path(folder) / "original", Path(folder) / "made.mp3"
        original.write_bytes(sound.read(MOST_BYTES))
        seconds = _made_anew(original, made)
        recording = Recording(seconds=seconds)
        recording.file.save(f"{recording.pk}.mp3", ContentFile(made.read_bytes()), save=False)
    recording.save(force_insert=True)
    return recording


def _made_anew(original: Path, made: Path) -> float:
    """How many seconds it lasts. A little more is taken than there may be: to tell what is too long."""
    longest = ["-t", str(MOST_SECONDS + 2 * GRACE_SECONDS)]
    arguments = [*READING, *longest, "-i", f"file:{original}", *SOUND, *longest, *WRITING, f"file:{made}"]
    try:
        convert(arguments, on_time=lambda _seconds: None)
        with opened(made) as container:
            seconds = (container.duration or 0) / av.time_base
    except UnusableMedia as error:
        raise UnusableRecording(UNUSABLE) from error
    if seconds < LEAST_SECONDS:
        raise UnusableRecording(_("没有录到声音。请点“录音”，说完再点“停止”。"))
    if seconds > MOST_SECONDS + GRACE_SECONDS:
        raise UnusableRecording(_("录音太长了，最多 30 秒。一句话就好，请再录一次。"))
    return seconds
