from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from treebeard.mp_tree import MP_Node
from wagtail.models import Collection
from wagtail.search import index

from college.people import names
from college.people.cards.models import AssistedSignIn, CardSignIn, PictureCode, SignInCard
from college.people.phones import is_e164, is_no_phone
from college.people.querysets import OrganisationManager, UserManager

__all__ = [
    "AssistedSignIn",
    "CardSignIn",
    "Membership",
    "Organisation",
    "PictureCode",
    "SignInCard",
    "StaffKind",
    "TextSize",
    "User",
]


class TextSize(models.TextChoices):
    STANDARD = "standard", _("标准")
    LARGE = "large", _("大字")
    LARGEST = "largest", _("特大字")


class StaffKind(models.TextChoices):
    VOLUNTEER = "volunteer", _("志愿者")
    SOCIAL_WORKER = "social-worker", _("社会工作者")
    COMMUNITY_WORKER = "community-worker", _("社区工作者")
    PARTY_WORKER = "party-worker", _("党务工作者")
    RESIDENT_BACKBONE = "resident-backbone", _("居民骨干")
    LEARNER = "learner", _("学员")


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person. `username` is the name they sign in with; `display_name` is the one others read."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    username = models.CharField(
        _("登录名"),
        max_length=60,
        unique=True,
        validators=[
            UnicodeUsernameValidator(message=_("登录名里可以有汉字、字母、数字和 @ . + - _，不能有空格。")),
            is_no_phone,
        ],
        error_messages={"unique": _("这个登录名已经有人用了，请换一个，例如在后面加上数字。")},
    )
    display_name = models.CharField(_("姓名"), max_length=60, validators=[names.has_something_to_read])
    phone = models.CharField(
        _("手机号"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        validators=[is_e164],
        error_messages={"unique": _("这个手机号已经绑定了另一个账户。")},
    )
    phone_verified = models.BooleanField(_("手机号已验证"), default=False)
    erased_at = models.DateTimeField(_("删除个人资料的时间"), null=True, editable=False)
    text_size = models.CharField(_("文字大小"), max_length=10, choices=TextSize, default=TextSize.STANDARD)

    REQUIRED_FIELDS = ["display_name"]
    objects = UserManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = pgettext_lazy("plural", "用户")
        permissions = [("export_person", _("导出个人资料")), ("erase_person", _("删除个人资料"))]

    def __str__(self) -> str:
        return self.display_name or self.username

    def clean(self) -> None:
        super().clean()
        self.display_name = names.visible(self.display_name)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def kinds(self) -> set[str]:
        """What this person is, anywhere: one query, none if `memberships` was prefetched."""
        return {membership.kind for membership in self.memberships.all()}


class Organisation(index.Indexed, MP_Node):
    """A node of the tree district → street/town → village/community → building; its level is its depth."""

    class Level(models.IntegerChoices):
        DISTRICT = 1, _("区")
        STREET = 2, _("街镇")
        COMMUNITY = 3, _("社区（村）")
        BUILDING = 4, _("楼宇（单位）")

    name = models.CharField(_("名称"), max_length=100)
    centre_number = models.CharField(
        _("中心编号"), max_length=20, unique=True, null=True, blank=True, help_text=_("党群服务中心的统一编号")
    )

    asks_pictures = models.BooleanField(
        _("用登录卡登录时，还要选对四张图"),
        default=False,
        help_text=_("对本组织和下级组织的学员都有效。四张图由学员第一次用卡时自己选定。"),
    )

    collection = models.OneToOneField(
        Collection, models.SET_NULL, null=True, editable=False, related_name="organisation", verbose_name=_("集合")
    )

    objects = OrganisationManager()

    search_fields = [
        index.SearchField("name"),
        index.SearchField("centre_number"),
        index.AutocompleteField("name"),
        index.AutocompleteField("centre_number"),
    ]

    class Meta:
        verbose_name = _("组织")
        verbose_name_plural = pgettext_lazy("plural", "组织")
        constraints = [
            models.CheckConstraint(condition=models.Q(depth__lte=4), name="organisation_has_four_levels"),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """With a collection of its own, called as the organisation is, inside that of the one above."""
        if self.collection is None and not kwargs.get("update_fields"):
            self.collection = self._collection_above().add_child(name=self.name)
        elif self.collection and self.collection.name != self.name:
            self.collection.name = self.name
            self.collection.save(update_fields=["name"])
        super().save(*args, **kwargs)

    @transaction.atomic
    def move(self, target: "Organisation", pos: str | None = None) -> None:
        super().move(target, pos)
        moved = Organisation.objects.select_related("collection").get(pk=self.pk)
        if moved.collection:
            moved.collection.move(moved._collection_above(), "sorted-child")

    def _collection_above(self) -> Collection:
        above = Organisation.objects.filter(path=self.path[: -self.steplen]).select_related("collection").first()
        return (above and above.collection) or Collection.get_first_root_node()

    @property
    def level(self) -> "Organisation.Level":
        return self.Level(self.depth)

    @property
    def height(self) -> int:
        """Levels from here down to the deepest organisation below, this one counted."""
        deepest = type(self).objects.in_subtree(self).aggregate(models.Max("depth"))["depth__max"]
        return deepest - self.depth + 1

    @classmethod
    def trails(cls, organisations: Iterable["Organisation"]) -> dict[str, str]:
        """The names from the district down to each of these, by path, in one query."""
        chains = {
            organisation.path: [
                organisation.path[:end] for end in range(cls.steplen, len(organisation.path) + 1, cls.steplen)
            ]
            for organisation in organisations
        }
        wanted = {path for chain in chains.values() for path in chain}
        names = dict(cls.objects.filter(path__in=wanted).values_list("path", "name"))
        return {path: " › ".join(names[step] for step in chain) for path, chain in chains.items()}


class Membership(models.Model):
    """That a person serves or learns in an organisation, and as what."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("用户"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("组织")
    )
    kind = models.CharField(_("身份"), max_length=20, choices=StaffKind)

    class Meta:
        verbose_name = _("身份")
        verbose_name_plural = pgettext_lazy("plural", "身份")
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "kind"], name="one_membership_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_kind_display()}"
