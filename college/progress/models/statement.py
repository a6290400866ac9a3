import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.progress.xapi.querysets import StatementQuerySet


class Statement(models.Model):
    """An xAPI statement on its way to the learning record store; `sent_at` says that it has arrived.

    `due_at` is when it is sent next; without it and without `sent_at`, it was given up, and `error` says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    statement = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("学习事件")
        verbose_name_plural = pgettext_lazy("plural", "学习事件")
        ordering = ["made_at"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(sent_at=None, due_at__isnull=False), name="statements_due"
            ),
            models.Index(fields=["made_at", "id"], name="statements_by_making"),
            models.Index(fields=["sent_at"], name="statements_by_arrival"),
        ]

    def __str__(self) -> str:
        return str(self.id)
