from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.hanzi import characters
from college.literacy.letters.models import Letter as Letter
from college.literacy.letters.models import Photo as Photo
from college.literacy.querysets import LearnedCharacterQuerySet


class LearnedCharacter(models.Model):
    """A character that a person has written, and what FSRS makes of their answers since (see `memory`)."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="characters", verbose_name=_("学员")
    )
    char = models.CharField(_("字"), max_length=1)
    learned_at = models.DateTimeField(_("学会时间"), default=timezone.now)
    lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("课时")
    )
    lesson_title = models.CharField(_("在哪一课学的"), max_length=255, blank=True)
    is_known = models.BooleanField(_("认识"), default=True)
    due_on = models.DateField(_("下次复习"))
    reviewed_at = models.DateTimeField(_("上次复习"))
    stability = models.FloatField(_("记得多牢（天）"))
    difficulty = models.FloatField(_("难度"))

    objects = LearnedCharacterQuerySet.as_manager()

    class Meta:
        verbose_name = _("学过的字")
        verbose_name_plural = pgettext_lazy("plural", "学过的字")
        constraints = [
            models.UniqueConstraint(fields=["learner", "char"], name="learned_once"),
            models.CheckConstraint(
                condition=models.Q(stability__gt=0, difficulty__gte=1, difficulty__lte=10),
                name="memory_within_its_bounds",
            ),
        ]
        indexes = [models.Index(fields=["learner", "due_on", "id"], name="characters_by_due_day")]

    def __str__(self) -> str:
        return self.char

    @property
    def has_page(self) -> bool:
        """Whether more is known of the character, on a page of its own."""
        return characters.get(self.char) is not None


class Review(models.Model):
    """One answer of a review."""

    learned = models.ForeignKey(
        LearnedCharacter, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("学过的字")
    )
    knows = models.BooleanField(_("认识"))
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("复习")
        verbose_name_plural = pgettext_lazy("plural", "复习")

    def __str__(self) -> str:
        return f"{self.learned_id} · {self.knows}"


class ReadingGoal(models.Model):
    """How many characters a person means to read; the numbers are those of 《扫除文盲工作条例》 art. 7."""

    class Characters(models.IntegerChoices):
        RURAL = 1500, _("住在农村：1500 个字")
        TOWN = 2000, _("住在城镇：2000 个字")

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reading_goal", verbose_name=_("学员")
    )
    characters = models.PositiveSmallIntegerField(_("想认得多少字"), choices=Characters)

    class Meta:
        verbose_name = _("认字目标")
        verbose_name_plural = pgettext_lazy("plural", "认字目标")

    def __str__(self) -> str:
        return str(self.characters)
