"""A course and its translations side by side, for its editors."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from college.courses.board.views import BoardPage
from college.courses.languages.actions import translate
from college.courses.languages.beside import beside
from college.courses.languages.originals import original_of


class LanguagesView(BoardPage):
    """404 for whoever may not edit the course; to begin a translation takes what copying the course does."""

    template_name = "courses/languages/beside.html"
    page_title = gettext_lazy("各种语言")
    header_icon = "site"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        original = original_of(self.course)
        if original.pk != self.course.pk:
            return redirect("course_languages:beside", original.pk)
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.course.draft_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"course": self.course, "board": self.board, "board_url": self.board_url}
        return super().get_context_data(**shown, languages=beside(self.course, self.user), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.board.may_duplicate:
            raise PermissionDenied
        language = request.POST.get("language", "")
        original = original_of(self.course)
        if original.pk != self.course.pk or language not in dict(settings.LANGUAGES):
            raise Http404
        if language == original.locale.language_code:
            raise Http404
        made = translate(course=original, language=language, user=self.user)
        said = _("“%(title)s”的译本准备好了：课程和课时都是草稿，里面还是原文，请一课一课地译。")
        messages.success(request, said % {"title": made.draft_title})
        return redirect("course_languages:beside", original.pk)
