"""Courses and lessons in the editor's preview as others will see them.

The page is drawn with the same templates, panels and permissions as for a reader, and for a reader who is nobody: who
has no row in the database, so that nothing of a person's can stand on the page, and nothing can be written for them.
What is sent from such a page is refused, since its forms have no valid token. Dates and order close nothing in it.
"""

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.models import PreviewableMixin

from college.people.models import TextSize, User

if TYPE_CHECKING:
    from college.courses.models import CoursePage, LessonPage

NOBODY = -1
"""A key that no person has."""


@dataclass(frozen=True)
class Reader:
    name: str | Promise
    is_signed_in: bool = True
    text_size: str = TextSize.STANDARD
    language: str = settings.LANGUAGE_CODE

    def person(self) -> User | AnonymousUser:
        if not self.is_signed_in:
            return AnonymousUser()
        return User(pk=NOBODY, username="-", display_name=str(self.name), text_size=self.text_size)


READERS = {
    "elder": Reader(gettext_lazy("老年学员"), text_size=TextSize.LARGEST),
    "worker": Reader(gettext_lazy("社区工作者")),
    "visitor": Reader(gettext_lazy("没有登录的人"), is_signed_in=False),
    "english": Reader(gettext_lazy("看英文的人"), language="en"),
}
MODES = [
    ("", gettext_lazy("您自己看到的")),
    ("elder", gettext_lazy("老年学员，用手机，特大字")),
    ("worker", gettext_lazy("社区工作者，登录了")),
    ("visitor", gettext_lazy("没有登录的人")),
    ("english", gettext_lazy("用英文看的人")),
]
SIZES = [
    {"name": "mobile", "icon": "mobile-alt", "device_width": 390, "label": gettext_lazy("手机上的样子")},
    {"name": "tablet", "icon": "tablet-alt", "device_width": 820, "label": gettext_lazy("平板上的样子")},
    {"name": "desktop", "icon": "desktop", "device_width": 1440, "label": gettext_lazy("电脑上的样子")},
]


class SeenByOthers(PreviewableMixin):
    """Of pages that are previewed as READERS see them."""

    preview_modes = MODES
    preview_sizes = SIZES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        reader = READERS.get(mode_name)
        if reader is None:
            return super().serve_preview(request, mode_name)
        seen = as_sent_by(reader, request)
        with override(reader.language):
            refused = refusal(self, seen.user)
            if refused:
                response = TemplateResponse(seen, "courses/not_shown.html", {"page": self, "refused": refused})
            else:
                response = super().serve_preview(seen, mode_name)
            return response.render()


def as_sent_by(reader: Reader, request: HttpRequest) -> Any:
    """The request as this reader would have sent it, with nothing that the editor brought along."""
    seen: Any = copy(request)
    cookies = ("HTTP_COOKIE", "CSRF_COOKIE", "HTTP_AUTHORIZATION")
    seen.META = {name: value for name, value in request.META.items() if name not in cookies}
    seen.user, seen.COOKIES, seen.session = reader.person(), {}, {}
    seen.LANGUAGE_CODE = reader.language
    seen.__dict__.pop("_messages", None)
    return seen


def refusal(page: "CoursePage | LessonPage", person: User | AnonymousUser) -> str:
    """Why this reader does not see the page once it is published; empty where they do."""
    from college.courses.access import admits, restrictions_above
    from college.courses.models import CoursePage

    if not all(admits(person, found) for found in restrictions_above([page])):
        return _("这一页只对一部分人开放：这位读者看不到。")
    if isinstance(page, CoursePage) or person.is_authenticated or page.course.access == CoursePage.Access.PUBLIC:
        return ""
    return _("没有登录的人看不到这一课：网站会先请他登录。")
