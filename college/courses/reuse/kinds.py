from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.permissions import policy_registry

from cms.models import Picture
from college.people.models import User
from college.quizzes.models import Question
from media.models import Glossary, Video

Rows = Callable[[User], QuerySet[Any]]


def _by_collection(model: type[Model]) -> tuple[Rows, Rows]:
    """Those to choose, those to choose or change."""

    def permitted(user: User, *actions: str) -> QuerySet[Any]:
        found: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, actions)
        return found

    return (lambda user: permitted(user, "choose")), (lambda user: permitted(user, "choose", "change"))


def _questions(user: User) -> QuerySet[Any]:
    return Question.objects.all() if user.has_perm("quizzes.change_question") else Question.objects.none()


def _glossaries(user: User) -> QuerySet[Any]:
    return Glossary.objects.all() if user.has_perm("media.change_glossary") else Glossary.objects.none()


@dataclass(frozen=True)
class Kind:
    key: str
    model: type[Model]
    name: str | Promise
    choosable_by: Rows
    """What this person may put on a page."""
    findable_by: Rows
    """What this person may put on a page or change: of that they may ask where it is used."""


KINDS = {
    kind.key: kind
    for kind in (
        Kind("video", Video, pgettext_lazy("reuse", "视频"), *_by_collection(Video)),
        Kind("picture", Picture, pgettext_lazy("reuse", "图片"), *_by_collection(Picture)),
        Kind("glossary", Glossary, pgettext_lazy("reuse", "词表"), _glossaries, _glossaries),
        Kind("question", Question, pgettext_lazy("reuse", "题目"), _questions, _questions),
    )
}
CHOOSE = {
    "video": _("选新的视频"),
    "picture": _("选新的图片"),
    "question": _("选新的题目"),
    "glossary": _("选新的词表"),
}
