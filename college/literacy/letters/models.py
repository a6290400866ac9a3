from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from media.models.work import Work, WorkQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from college.people.models import User

MOST_CHARACTERS = 2000
LASTS = timedelta(hours=1)
"""How long a letter stays that nobody keeps."""
TITLE_CHARACTERS = 16


class LetterQuerySet(WorkQuerySet["Letter"]):
    def of(self, user: "User | AnonymousUser") -> "LetterQuerySet":
        return self.filter(learner=user.pk)

    def kept(self) -> "LetterQuerySet":
        return self.filter(is_kept=True).order_by("-made_at", "-pk")

    def passing(self) -> "LetterQuerySet":
        """Those that nobody keeps."""
        return self.filter(is_kept=False)


class Letter(Work):
    """A text to be read: there at once where it was pasted, recognised by a worker where it was photographed.

    A line of `text` is a paragraph.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("正在认字")
        DONE = "done", _("可以读了")
        FAILED = "failed", _("没有认出来")

    LEASE = timedelta(minutes=2)
    LONGEST = timedelta(minutes=6)

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="letters", verbose_name=_("学员")
    )
    text = models.TextField(_("内容"), blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    is_kept = models.BooleanField(_("留着"), default=False)
    made_at = models.DateTimeField(_("时间"), default=timezone.now)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("读的文字")
        verbose_name_plural = pgettext_lazy("plural", "读的文字")
        default_permissions = ()
        indexes = [
            models.Index(fields=["learner", "-made_at"], name="letters_of_learner"),
            models.Index(fields=["made_at"], condition=models.Q(is_kept=False), name="letters_passing"),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # not its text: this is written to logs

    @property
    def title(self) -> str:
        """How it begins."""
        beginning = self.text.split("\n", 1)[0]
        return beginning if len(beginning) <= TITLE_CHARACTERS else f"{beginning[:TITLE_CHARACTERS]}…"

    @property
    def is_moving(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}


class Photo(models.Model):
    """What a letter was recognised from. A row of its own: it goes before the letter does, or with it."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="photo", verbose_name=_("读的文字"))
    jpeg = models.BinaryField(_("照片"))

    class Meta:
        verbose_name = _("照片")
        verbose_name_plural = pgettext_lazy("plural", "照片")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.letter_id)
