"""What somebody said into a microphone, or into a file: never trusted, always made anew."""

import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from college.voice.models import Recording
from media.speech.errors import UnusableMedia

if TYPE_CHECKING:
    from college.people.models import User

MOST_BYTES = 5 * 1024**2
MOST_SECONDS = 30
GRACE_SECONDS = 1
"""The page stops a recording when its time is over, and not a moment before."""
LEAST_SECONDS = 0.4
UNUSABLE = _("这个文件里没有可以用的声音。请再录一次，或者换一个录音文件。")


class UnusableRecording(Exception):
    """Says in one sentence what to do instead."""


def keep(sound: IO[bytes], size: int, *, by: "User") -> Recording:
    """Raises UnusableRecording."""
    if size > MOST_BYTES:
        raise UnusableRecording(_("这个录音文件太大。一句话只要几秒钟，请录短一点。"))
    with tempfile.TemporaryDirectory(prefix="recording-") as folder:
        original, made = Path(folder) / "original", Path(folder) / "made.mp3"
        original.write_bytes(sound.read(MOST_BYTES))
        recording = Recording(seconds=_made_anew(original, made), made_by=by)
        recording.file.save(f"{recording.pk}.mp3", ContentFile(made.read_bytes()), save=False)
    recording.save(force_insert=True)
    return recording


def _made_anew(original: Path, made: Path) -> float:
    """How many seconds it lasts. A little more is taken than there may be: to tell what is too long."""
    if not (find_spec("av") and find_spec("imageio_ffmpeg")):
        raise UnusableRecording(_("这台服务器上没有处理录音的程序，请联系管理员。"))
    from college.voice.remaking import remake

    try:
        seconds = remake(original, made, most_seconds=MOST_SECONDS + 2 * GRACE_SECONDS)
    except UnusableMedia as error:
        raise UnusableRecording(UNUSABLE) from error
    if seconds < LEAST_SECONDS:
        raise UnusableRecording(_("没有录到声音。请点“录音”，说完再点“停止”。"))
    if seconds > MOST_SECONDS + GRACE_SECONDS:
        raise UnusableRecording(_("录音太长了，最多 30 秒。一句话就好，请再录一次。"))
    return seconds
