import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.voice import weights
from college.voice.writing import bare
from media.models.work import Work, WorkQuerySet

MOST_CHARACTERS = 100
"""Characters of a sentence; pages cut longer ones at a comma."""
KEPT = timedelta(days=90)
"""How long a sentence stays that nobody has heard, if strangers may read it too."""
PASSING = timedelta(hours=1)
"""How long one stays that only some may read, such as of a letter."""
PATIENCE = timedelta(minutes=5)
"""After this time nobody waits any more for a sentence they asked for."""
MOST_WAITING = 20
"""Sentences; a worker speaks one in a few seconds. People who are not signed in get half of that."""
MOST_KEPT = 20_000
"""Sentences: about 500 MB as they usually are, and never more than 3 GB (100 characters last 25 s, which is 150 KB)."""
A_DAY = timedelta(days=1)
A_WHILE = timedelta(minutes=10)


def private_storage() -> Storage:
    return storages["private"]


def sound_path(saying: "Saying", filename: str) -> str:
    return f"voice/{filename}"


def recording_path(recording: "Recording", filename: str) -> str:
    return f"recordings/{filename}"


def key_of(text: str) -> str:
    """Whoever knows it may hear the sound: it is given to those who may read the text, and cannot be told from it. The
    same for a text with other spaces, which sounds the same."""
    return salted_hmac("college.voice", f"{weights.VOICE.name}\n{bare(text)}", algorithm="sha256").hexdigest()


class SayingQuerySet(WorkQuerySet["Saying"]):
    def unheard(self) -> "SayingQuerySet":
        """Nobody has asked for them in their time."""
        now = timezone.now()
        return self.filter(
            models.Q(heard_at__lt=now - KEPT)
            | models.Q(is_passing=True, heard_at__lt=now - PASSING)
            | models.Q(heard_at__lt=now - PATIENCE, state__in=["waiting", "failed"])
        )

    def hear(self) -> None:
        """Somebody asked for them. Written down only where it makes a difference: most are asked for all day. What
        failed is forgotten soon however many ask, and then tried again for the next."""
        now = timezone.now()
        self.filter(
            models.Q(heard_at__lt=now - A_DAY)
            | models.Q(is_passing=True, heard_at__lt=now - A_WHILE)
            | models.Q(state="waiting")
        ).update(heard_at=now)


class Saying(Work):
    """A sentence that a page has, spoken once for all who read it. Its text is forgotten when it was spoken."""

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("正在读")
        DONE = "done", _("可以听了")
        FAILED = "failed", _("读不出来")

    LEASE = timedelta(minutes=1)
    LONGEST = timedelta(minutes=4)

    key = models.CharField(max_length=64, unique=True)
    text = models.CharField(_("内容"), max_length=MOST_CHARACTERS, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    file = models.FileField(storage=private_storage, upload_to=sound_path, blank=True)
    is_passing = models.BooleanField(help_text="not everybody may read the text")
    heard_at = models.DateTimeField(default=timezone.now, help_text="when somebody asked for it last")

    objects = SayingQuerySet.as_manager()

    class Meta:
        verbose_name = _("读出来的句子")
        verbose_name_plural = pgettext_lazy("plural", "读出来的句子")
        default_permissions = ()
        indexes = [models.Index(fields=["heard_at"], name="sayings_by_hearing")]

    def __str__(self) -> str:
        return str(self.pk)  # not its text: this is written to logs


class Recording(models.Model):
    """A sentence that an editor said. Its number is not to be guessed: who reads the page that names it may hear it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(storage=private_storage, upload_to=recording_path)
    seconds = models.FloatField(_("秒"))
    made_at = models.DateTimeField(_("时间"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("谁录的")
    )

    class Meta:
        verbose_name = _("录音")
        verbose_name_plural = pgettext_lazy("plural", "录音")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def url(self) -> str:
        return recording_url(self.pk)


def recording_url(number: uuid.UUID | str) -> str:
    return reverse("voice:recording", args=[number])
