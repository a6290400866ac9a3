from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from college.people.cards import tokens
from college.people.cards.querysets import AssistedQuerySet, CardQuerySet

if TYPE_CHECKING:
    from college.people.models import User

WRONG_TRIES = 5
"""So many wrong rows of pictures, one after another, and somebody from the office has to look."""


class SignInCard(models.Model):
    """A printed card that signs its holder in. Who gets a new one cannot use the old one any more."""

    learner = models.ForeignKey(
        "people.User", on_delete=models.CASCADE, related_name="sign_in_cards", verbose_name=_("学员")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("制卡时间"), default=timezone.now)
    made_by = models.ForeignKey(
        "people.User", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("制卡人")
    )
    last_used_at = models.DateTimeField(_("上次使用"), null=True)
    revoked_at = models.DateTimeField(_("作废时间"), null=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("登录卡")
        verbose_name_plural = pgettext_lazy("plural", "登录卡")
        default_permissions = ()
        permissions = [("manage_cards", _("制作和作废登录卡"))]
        constraints = [
            models.UniqueConstraint(fields=["learner"], condition=Q(revoked_at=None), name="one_card_in_use"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What is printed on it, to talk about it. It opens nothing."""
        return f"{self.pk:06}"


class CardSignIn(models.Model):
    """That a card was used, and the session that it began, which ends with the card."""

    card = models.ForeignKey(SignInCard, on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(_("时间"), default=timezone.now)
    session_key = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("用登录卡登录")
        verbose_name_plural = pgettext_lazy("plural", "用登录卡登录")
        default_permissions = ()
        indexes = [models.Index(fields=["at"], name="card_sign_in_at")]

    def __str__(self) -> str:
        return str(self.at)


class PictureCode(models.Model):
    """Four pictures in order, which only the learner knows: hashed like a password, and tries are counted."""

    learner = models.OneToOneField(
        "people.User", on_delete=models.CASCADE, related_name="picture_code", verbose_name=_("学员")
    )
    code = models.CharField(max_length=128, editable=False)
    chosen_at = models.DateTimeField(_("设定时间"), default=timezone.now)
    wrong = models.PositiveSmallIntegerField(_("连续选错"), default=0)

    class Meta:
        verbose_name = _("四图密码")
        verbose_name_plural = pgettext_lazy("plural", "四图密码")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.chosen_at)

    @property
    def is_locked(self) -> bool:
        return self.wrong >= WRONG_TRIES


class AssistedSignIn(models.Model):
    """That somebody signed in a learner who sat beside: offered on one screen, taken on the other."""

    learner = models.ForeignKey(
        "people.User", on_delete=models.CASCADE, related_name="assisted_sign_ins", verbose_name=_("学员")
    )
    helper = models.ForeignKey(
        "people.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="sign_ins_assisted",
        verbose_name=_("帮忙的人"),
    )
    seed = models.CharField(max_length=43, unique=True, editable=False)
    offered_at = models.DateTimeField(_("给出号码的时间"), default=timezone.now)
    expires_at = models.DateTimeField(_("号码失效的时间"))
    used_at = models.DateTimeField(_("登录时间"), null=True)
    tap = models.CharField(max_length=16, editable=False)
    session_key = models.CharField(max_length=40, editable=False)

    objects = AssistedQuerySet.as_manager()

    class Meta:
        verbose_name = _("帮人登录")
        verbose_name_plural = pgettext_lazy("plural", "帮人登录")
        default_permissions = ()
        permissions = [("help_sign_in", _("帮所在组织的学员登录"))]
        indexes = [models.Index(fields=["expires_at"], name="assisted_expires_at")]

    def __str__(self) -> str:
        return str(self.offered_at)

    @property
    def digits(self) -> str:
        return tokens.digits_from(self.seed)

    @property
    def token(self) -> str:
        return tokens.token_from(self.seed)

    @property
    def is_waiting(self) -> bool:
        return self.used_at is None and self.expires_at > timezone.now()


def pictures_are_asked(learner: "User") -> bool:
    """Whether one of the learner's organisations, or one above it, asks for four pictures with the card."""
    from college.people.models import Organisation

    paths = learner.memberships.values_list("organisation__path", flat=True)
    chains = {path[:end] for path in paths for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)}
    return Organisation.objects.filter(path__in=chains, asks_pictures=True).exists()
