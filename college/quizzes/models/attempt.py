from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.quizzes.models.question import Question
from college.quizzes.models.quiz import Quiz
from college.quizzes.querysets import AttemptQuerySet


class Attempt(models.Model):
    """One person's going at a quiz. Kept for good, with the title and rules it had, and the mark it was judged by."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("学员")
    )
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("测验"))
    quiz_title = models.CharField(_("测验名称"), max_length=100)
    pass_mark = models.PositiveSmallIntegerField(_("及格线（%）"))
    shows_answers = models.CharField(
        _("什么时候看对错"), max_length=12, choices=Quiz.Answers, default=Quiz.Answers.AT_END
    )
    started_at = models.DateTimeField(_("开始时间"))
    due_at = models.DateTimeField(_("截止时间"), null=True)
    finished_at = models.DateTimeField(_("交卷时间"), null=True)
    score = models.PositiveSmallIntegerField(_("得分（%）"), null=True)
    is_passed = models.BooleanField(_("通过"), default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("答题记录")
        verbose_name_plural = pgettext_lazy("plural", "答题记录")
        ordering = ["-started_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["learner", "quiz"], condition=Q(finished_at=None), name="one_open_attempt"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(score__isnull=False), name="finished_attempt_has_a_score"
            ),
        ]
        indexes = [models.Index(fields=["quiz", "learner"])]

    def __str__(self) -> str:
        return f"{self.learner_id} · {self.quiz_title}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def ends_at(self) -> datetime | None:
        """Until when answers are taken: when it is due, and the grace."""
        return self.due_at and self.due_at + timedelta(seconds=self.quiz.grace_seconds)

    def is_over(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at < now


class Response(models.Model):
    """One question as one person was shown it, and the answer: of an attempt, or, without one, in a video."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, related_name="responses")
    number = models.PositiveSmallIntegerField(default=1)
    place = models.CharField(max_length=40, default="")
    """Which video asked it, in a word of the room that keeps the places; empty in an attempt."""
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, related_name="responses")
    shown = models.JSONField()
    answer = models.JSONField(null=True)
    is_correct = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["attempt", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="one_response_a_number"),
            models.UniqueConstraint(
                fields=["learner", "question", "place"], condition=Q(attempt=None), name="one_response_in_videos"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.number}"
