from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleVersion(models.Model):
    """What it took to complete a course or lesson from a moment on: `terms` as data, `words` as a person reads them.

    Records keep the number and the words, so they outlive these rows. Some learners may have all that a new version
    asks: until they are looked through, `due_at` says when to ask a worker for it again.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    words = models.CharField(_("怎样算学完"), max_length=300)
    terms = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["page", "-number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="one_rule_version_a_number")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="rules_to_settle")]

    def __str__(self) -> str:
        return f"{self.number}: {self.words}"
