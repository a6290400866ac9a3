"""Where an archive goes, as its sender may choose: which organisation, which folder, which programme."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from cms.models import Picture
from college.courses.archive.describing import Document
from college.courses.archive.plans import Plan
from college.courses.archive.refusals import BadArchive
from college.courses.models import Programme, ProgrammeIndexPage
from college.people.models import Organisation, User
from college.people.working import at_or_below
from media.models import Video

NEW = "new"


class Choices:
    """What this person may choose, and what of an archive they may not add at all."""

    def __init__(self, user: User, plan: Plan | None = None) -> None:
        self.user, self.plan = user, plan

    @cached_property
    def catalogue(self) -> Page | None:
        """Where courses are that this person may add one to."""
        found = ProgrammeIndexPage.objects.order_by("path")
        return next((page for page in found if page.permissions_for_user(self.user).can_add_subpage()), None)

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Where this person works, and below."""
        return list(Organisation.objects.filter(at_or_below(self.user)))

    @cached_property
    def collections(self) -> list[Collection]:
        """Those into which all may go that is to be added; what adds no file goes without."""
        kinds: dict[str, Any] = {"video": Video, "picture": Picture, "document": Document}
        needed = [model for kind, model in kinds.items() if self.plan is None or self.plan.new(kind)]
        allowed = [self._may_add_to(model) for model in needed or [Video]]
        return [one for one in allowed[0] if all(one in others for others in allowed)]

    @cached_property
    def programmes(self) -> list[Programme]:
        return list(Programme.objects.all())

    @property
    def programme(self) -> str:
        """The one the course was in, if it is here: as the form has it."""
        slug = self.plan.programme["slug"] if self.plan else ""
        return next((str(one.pk) for one in self.programmes if one.slug == slug), NEW if self.may_add_programme else "")

    @property
    def may_add_programme(self) -> bool:
        is_known = self.plan is None or any(one.slug == self.plan.programme["slug"] for one in self.programmes)
        return not is_known and self.may("courses.add_programme")

    def may(self, permission: str) -> bool:
        return self.user.has_perm(permission)

    @property
    def is_open(self) -> bool:
        """Whether this person may take in archives at all."""
        return bool(self.catalogue) and bool(self._may_add_to(Video) or not self.organisations)

    @cached_property
    def obstacles(self) -> list[str]:
        """What must be allowed first, in words; nothing is made while there is any."""
        plan = self.plan
        if plan is None:
            return []
        needed = [
            ("question", "quizzes.add_question", _("题目")),
            ("quiz", "quizzes.add_quiz", _("测验")),
        ]
        words = _("这门课里有%(what)s，您还没有添加的权限。请管理员给您权限，再来导入。")
        found = [words % {"what": name} for kind, right, name in needed if plan.new(kind) and not self.may(right)]
        if not self.organisations:
            found.append(_("您还没有在哪个组织工作，不能替组织加课程。请管理员给您一个工作身份，再来导入。"))
        if not self.collections:
            found.append(_("没有一个文件夹同时能放这门课的视频、图片和附件。请管理员给您权限，再来导入。"))
        return found

    @cached_property
    def left_out(self) -> list[str]:
        """What goes without, for want of permission."""
        plan = self.plan
        if plan is None:
            return []
        found = []
        if plan.new_audiences and not self.may("courses.add_audience"):
            found.append(_("对象：%(names)s") % {"names": _("、").join(plan.new_audiences)})
        if plan.new_hour_policy and not self.may("courses.add_hourpolicy"):
            found.append(_("学时规则：%(name)s") % {"name": plan.new_hour_policy})
        if plan.new("glossary") and not self.may("media.add_glossary"):
            found.append(_("词表"))
        return found

    def _may_add_to(self, model: Any) -> list[Collection]:
        policy = policy_registry.get_by_type(model)
        return list(policy.collections_user_has_permission_for(self.user, "add"))


@dataclass(frozen=True)
class Choice:
    """What was chosen. Without a programme the course brings its own."""

    catalogue: Page
    provider: Organisation
    collection: Collection
    programme: Programme | None
    may_add_audiences: bool
    may_add_hour_policies: bool
    may_add_glossaries: bool


def chosen(choices: Choices, said: dict[str, Any]) -> Choice:
    """What a form, or the row of an import, names. Raises BadArchive for what this person may not choose."""
    provider = _named(choices.organisations, said.get("provider"))
    collection = _named(choices.collections, said.get("collection"))
    programme = _named(choices.programmes, said.get("programme"))
    is_new = said.get("programme") == NEW and choices.may_add_programme
    if choices.obstacles or not (choices.catalogue and provider and collection and (programme or is_new)):
        raise BadArchive("not-allowed")
    rights = ("courses.add_audience", "courses.add_hourpolicy", "media.add_glossary")
    return Choice(choices.catalogue, provider, collection, programme, *map(choices.may, rights))


def _named(rows: list[Any], sent: Any) -> Any:
    return next((row for row in rows if str(row.pk) == str(sent)), None)
