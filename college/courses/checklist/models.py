from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from media.models.work import Work, WorkQuerySet


class Looked(models.TextChoices):
    WAITING = "waiting", _("还没有查")
    RUNNING = "running", _("正在查")
    DONE = "done", _("查过了")
    FAILED = "failed", _("查不了")


class PictureContrast(Work):
    """How well the words in a picture stand out from what is behind them, kept by the hash of its file.

    `ratio` is that of the words hardest to read, as WCAG counts it, and `needed` what they need at their size; both
    None where no words were found.
    """

    State = Looked
    LEASE = timedelta(minutes=2)
    LONGEST = timedelta(minutes=6)

    file_hash = models.CharField(max_length=40, unique=True)
    state = models.CharField(_("状态"), max_length=10, choices=Looked, default=Looked.WAITING)
    ratio = models.FloatField(null=True)
    needed = models.FloatField(null=True)
    words = models.CharField(_("看不清的字"), max_length=40, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("图片里的字")
        verbose_name_plural = pgettext_lazy("plural", "图片里的字")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_hash

    @property
    def is_faint(self) -> bool:
        return self.ratio is not None and self.needed is not None and self.ratio < self.needed


class AddressVisit(Work):
    """An address outside, and whether it answered when a worker looked at it. Found by the hash of the address: long
    ones do not fit into an index."""

    class Outcome(models.TextChoices):
        WORKS = "works", _("打得开")
        GONE = "gone", _("那一页已经没有了")
        SILENT = "silent", _("没有回应")
        REFUSED = "refused", _("不是公开的网址，不能查")
        CLOSED = "closed", _("要登录或者不让程序看，请您自己点开看一看")

    State = Looked
    LEASE = timedelta(minutes=2)
    LONGEST = timedelta(minutes=3)

    digest = models.CharField(max_length=64, unique=True)
    address = models.TextField()
    state = models.CharField(_("状态"), max_length=10, choices=Looked, default=Looked.WAITING)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome, blank=True)
    looked_at = models.DateTimeField(null=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("外面的网址")
        verbose_name_plural = pgettext_lazy("plural", "外面的网址")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest
