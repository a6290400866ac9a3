"""The work on a saying: its text becomes a file of sound, and is forgotten."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext_noop as _

from college.voice.engine import RATE, say
from college.voice.models import Saying
from college.voice.sound import packed
from media.files import discard
from media.models import Lease
from media.outages import reachable

# Kept in the row as it is here; translated when shown.
NOTHING_TO_SAY = _("这一句里没有可以读的字。")


def speak(saying: Saying, lease: Lease) -> None:
    samples = say(saying.text)
    if not samples.size:
        lease.finish(Saying.State.FAILED, error=NOTHING_TO_SAY)
        return
    # Each attempt writes to a name of its own.
    with reachable(saying.file.storage):
        saying.file.save(f"{saying.key}-{lease.key.hex}.mp3", ContentFile(packed(samples, RATE)), save=False)
    try:
        lease.finish(Saying.State.DONE, file=saying.file.name, text="")
    except BaseException:
        discard(saying.file.storage, str(saying.file.name))
        raise
