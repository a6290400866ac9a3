from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, PreviewableMixin

from college.quizzes.models.question import Question, Topic


class Quiz(PreviewableMixin, ClusterableModel):
    """Chosen questions in order, then questions drawn at random from topics; and what it takes to pass."""

    class Answers(models.TextChoices):
        AT_ONCE = "at-once", _("每答一题就看对错")
        AT_END = "at-end", _("交卷以后看")
        WHEN_PASSED = "when-passed", _("通过以后才看")

    title = models.CharField(_("名称"), max_length=100)
    introduction = models.CharField(_("说明"), max_length=300, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("及格线（%）"), default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("最多答几次"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("不填就是不限次数")
    )
    cool_down_minutes = models.PositiveIntegerField(_("没通过时，隔多少分钟可以再答"), default=0)
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("限时（分钟）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("不填就是不限时；大字版不限时"),
    )
    grace_seconds = models.PositiveSmallIntegerField(
        _("到时以后再等几秒"), default=30, help_text=_("网络慢、手慢也不吃亏")
    )
    is_shuffled = models.BooleanField(_("打乱题目和选项的次序"), default=False)
    shows_answers = models.CharField(_("什么时候看对错"), max_length=12, choices=Answers, default=Answers.AT_END)

    class Meta:
        verbose_name = _("测验")
        verbose_name_plural = pgettext_lazy("plural", "测验")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from college.quizzes.desk.previews import preview_quiz

        return preview_quiz(request, self)


class QuizQuestion(Orderable):
    """Once a quiz: the form sees to that. A constraint would not let two rows change places, saved one by one."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="chosen")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="chosen_in", verbose_name=_("题目"))

    def __str__(self) -> str:
        return str(self.question)


class QuizDraw(Orderable):
    """So many questions, drawn at random for each attempt from those with a topic; each topic once, as above."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="draws")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+", verbose_name=_("标签"))
    count = models.PositiveSmallIntegerField(_("抽几题"), default=5, validators=[MinValueValidator(1)])

    def __str__(self) -> str:
        return f"{self.topic} × {self.count}"
