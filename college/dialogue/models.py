from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.dialogue.querysets import QuestionQuerySet

LONGEST = 500
"""Characters of what is said at once."""
SHOWN = 3


class Question(models.Model):
    """What a learner asked on a lesson. It waits for a teacher (`waits_since`), or was answered, or the learner has
    closed it; whoever asks on opens it again. Outlives the lesson, under the title it had."""

    enrolment = models.ForeignKey("progress.Enrolment", on_delete=models.PROTECT, related_name="questions")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.SET_NULL, null=True, related_name="+")
    lesson_title = models.CharField(_("课时"), max_length=255)
    asked_at = models.DateTimeField(_("提问时间"))
    waits_since = models.DateTimeField(_("从何时起等回答"), null=True)
    closed_at = models.DateTimeField(_("了结时间"), null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("提问")
        verbose_name_plural = pgettext_lazy("plural", "提问")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(waits_since=None) | Q(closed_at=None), name="question_waits_or_is_closed"
            ),
        ]
        indexes = [
            models.Index(fields=["waits_since"], condition=Q(waits_since__isnull=False), name="questions_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_title} · {self.enrolment_id}"

    @cached_property
    def said(self) -> list["Message"]:
        """All messages, in order; there is always one."""
        return list(self.messages.all())

    @property
    def latest(self) -> list["Message"]:
        """As many as a lesson shows of it."""
        return self.said[-SHOWN:]

    @property
    def is_longer(self) -> bool:
        return len(self.said) > SHOWN

    @property
    def read_to(self) -> int:
        """For whoever has all of it before them."""
        return self.said[-1].pk

    @property
    def is_waiting(self) -> bool:
        return self.waits_since is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_answered(self) -> bool:
        """And the learner has not yet said that it is clear."""
        return not self.is_waiting and not self.is_closed


class Message(models.Model):
    """What one of them said, in order."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("内容"), max_length=LONGEST)
    sent_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("问答")
        verbose_name_plural = pgettext_lazy("plural", "问答")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["author", "sent_at"], name="messages_by_author")]

    def __str__(self) -> str:
        return self.text
