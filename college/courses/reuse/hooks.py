from typing import Any

from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from college.courses.reuse.actions import REPLACED
from college.courses.reuse.views import ReuseView
from college.people.models import User
from college.quizzes.models import Question
from media.models import Glossary
from media.tabs import PAGES

urls = ([path("<slug:kind>/<int:pk>/", ReuseView.as_view(), name="reuse")], "reuse")


@hooks.register("register_admin_urls")
def reuse_urls() -> list[URLPattern]:
    """Also in the place of Wagtail's own lists of where a picture or question is used, to which its pages lead."""
    view = ReuseView.as_view()
    return [
        path("reuse/video/<int:pk>/", view, {"kind": "video"}, name="reuse_video"),
        path("images/usage/<int:pk>/", view, {"kind": "picture"}),
        path("snippets/quizzes/question/usage/<int:pk>/", view, {"kind": "question"}),
        path("reuse/", include(urls)),  # type: ignore[list-item]
    ]


PAGES.append(("reuse_video", gettext_lazy("用在哪里")))


@hooks.register("register_snippet_listing_buttons")
def where_it_is_used(snippet: Any, user: User, next_url: str | None = None) -> list[Button]:
    kind = {Question: "question", Glossary: "glossary"}.get(type(snippet))
    meta = snippet._meta
    if kind is None or not user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        return []
    url = reverse("reuse:reuse", args=[kind, snippet.pk])
    return [Button(gettext_lazy("用在哪里，换成别的"), url=url, icon_name="link", priority=40)]


@hooks.register("register_log_actions")
def what_was_replaced(actions: Any) -> None:
    @actions.register_action(REPLACED)
    class Replaced(LogFormatter):
        label = gettext_lazy("换掉素材")

        def format_message(self, entry: Any) -> str:
            return _("把“%(old)s”换成了“%(new)s”") % {"old": entry.data["old"], "new": entry.data["new"]}
