from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager


class Glossary(models.Model):
    """Names and terms that speech is likely to contain, one a line."""

    title = models.CharField(_("名称"), max_length=80)
    terms = models.TextField(_("词语"), help_text=_("一行一个"))
    is_everywhere = models.BooleanField(_("用于所有视频"), default=False)
    tags = TaggableManager(blank=True, verbose_name=_("标签"))
    # Before it was saved last.
    was_everywhere = False

    class Meta:
        verbose_name = _("词表")
        verbose_name_plural = pgettext_lazy("plural", "词表")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        from media.glossaries.terms import check_terms

        try:
            check_terms(self.terms)
        except ValidationError as mistake:
            raise ValidationError({"terms": mistake}) from mistake
