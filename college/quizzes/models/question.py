from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.models import Orderable, PreviewableMixin


class Topic(TagBase):
    """What a question is about; a quiz may draw its questions from one."""

    class Meta:
        verbose_name = _("题目标签")
        verbose_name_plural = pgettext_lazy("plural", "题目标签")


class QuestionTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="questions")
    content_object = ParentalKey("quizzes.Question", on_delete=models.CASCADE, related_name="topics")


class Question(PreviewableMixin, ClusterableModel):
    """A question that any number of quizzes and lessons may ask. What its options mean depends on its kind.

    An attempt keeps a question as it was shown: an edit changes what is asked from now on.
    """

    class Kind(models.TextChoices):
        SINGLE = "single", _("单选")
        MULTIPLE = "multiple", _("多选")
        TRUE_FALSE = "true-false", _("判断")
        MATCHING = "matching", _("连线配对")
        ORDERING = "ordering", _("排序")
        FILL_IN = "fill-in", _("填空")

    kind = models.CharField(_("题型"), max_length=10, choices=Kind, default=Kind.SINGLE)
    text = models.TextField(_("题目"), max_length=600)
    picture = models.ForeignKey(
        "cms.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("图片")
    )
    clip = models.ForeignKey(
        "media.Video",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("声音或视频"),
    )
    explanation = models.TextField(_("讲解"), max_length=600, blank=True, help_text=_("答完以后给学员看"))
    tags = ClusterTaggableManager(through=QuestionTopic, blank=True, verbose_name=_("标签"))
    updated_at = models.DateTimeField(_("修改时间"), auto_now=True)

    class Meta:
        verbose_name = _("题目")
        verbose_name_plural = pgettext_lazy("plural", "题目")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from college.quizzes.desk.previews import preview_question

        return preview_question(request, self)


class Option(Orderable):
    """One option, in the order of the editor.

    Choice and true/false: `is_correct` marks what is right. Matching: `text` belongs to `match`. Ordering: the options
    stand in their right order. Fill in: each is an accepted answer. `feedback` is for who chose it, typed it, matched
    it wrongly or put it in a wrong place.
    """

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(_("选项"), max_length=200)
    match = models.CharField(_("配对"), max_length=200, blank=True)
    is_correct = models.BooleanField(_("正确"), default=False)
    feedback = models.CharField(_("给学员的提示"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("选项")
        verbose_name_plural = pgettext_lazy("plural", "选项")

    def __str__(self) -> str:
        return self.text
