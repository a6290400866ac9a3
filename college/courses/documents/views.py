"""A file is sent, shown as the lessons it would become, and made drafts of when its sender says so."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.models import Picture
from college.courses.board.actions import LONGEST_TITLE
from college.courses.board.views import BoardPage
from college.courses.documents.actions import import_lessons
from college.courses.documents.kept import Shelf
from college.courses.documents.outlines import Lesson, Outline
from college.courses.documents.packages import MOST_BYTES
from college.courses.documents.prints import UnreadablePrint
from college.courses.documents.reading import read
from college.courses.forms import one_file
from college.spreadsheets import Unreadable


class DocumentForm(forms.Form):
    file = one_file(gettext_lazy("Word、PowerPoint 或 Excel 文件"), accept=".docx,.pptx,.xlsx")
    pdf = one_file(
        gettext_lazy("同一份幻灯片另存的 PDF（可以不选）"),
        accept=".pdf",
        required=False,
        help_text=gettext_lazy(
            "选了它，每张幻灯片就成为一张图，文字和备注跟在图下面。"
            "PowerPoint 点“文件 → 另存为 → PDF”，WPS 点“文件 → 输出为 PDF”。"
        ),
    )


class DocumentPage(BoardPage):
    """404 for whoever may not edit the course; only who may add lessons to it comes in."""

    page_title = gettext_lazy("从 Word、PowerPoint、Excel 导入")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.board.may_add:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(self.user, self.course.pk)

    def get_page_subtitle(self) -> str:
        return self.course.draft_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, course=self.course, board_url=self.board_url)


class SendView(DocumentPage):
    template_name = "courses/documents/send.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": DocumentForm(), "most_bytes": MOST_BYTES, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DocumentForm(request.POST, request.FILES)
        if refusal := getattr(request, "upload_refusal", ""):
            form.errors["file"] = form.error_class([refusal])
        elif form.is_valid():
            try:
                token = self.shelf.put(read(form.cleaned_data["file"], form.cleaned_data["pdf"]))
                return redirect("documents:preview", self.course.pk, token)
            except UnreadablePrint as error:
                form.add_error("pdf", str(error))
            except Unreadable as error:
                form.add_error("file", str(error))
        return self.render_to_response(self.get_context_data(form=form))


class PreviewView(DocumentPage):
    """The lessons as they would be; what is sent from here says which, under what titles."""

    template_name = "courses/documents/preview.html"

    @property
    def token(self) -> str:
        return str(self.kwargs["token"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        outline = self.shelf.look(self.token)
        if outline is None:
            return self.gone()
        shown = {"outline": outline, "collections": self.collections, "token": self.token, "longest": LONGEST_TITLE}
        return self.render_to_response(self.get_context_data(**shown))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        outline = self.shelf.look(self.token)
        if outline is None:
            return self.gone()
        if not self.chosen(outline):
            messages.error(request, _("还没有勾选要导入的课。请至少勾选一课。"))
            return redirect(request.path)
        outline = self.shelf.take(self.token)
        if outline is None:
            return self.gone()
        outline = replace(outline, lessons=self.chosen(outline))
        added = import_lessons(course=self.course, outline=outline, collection=self.collection, user=self.user)
        words = ngettext(
            "导入了 %(count)s 课，都是草稿，排在最后。", "导入了 %(count)s 课，都是草稿，排在最后。", len(added)
        )
        messages.success(request, words % {"count": len(added)})
        return redirect(self.board_url)

    def gone(self) -> HttpResponse:
        messages.warning(self.request, _("这份预览已经导入过，或者等得太久，已经不在了。没有导入的，请再选一次文件。"))
        return redirect("documents:send", self.course.pk)

    def chosen(self, outline: Outline) -> list[Lesson]:
        """Those ticked, with the titles they were given; an empty title stays as it was."""
        sent = self.request.POST
        ticked = set(sent.getlist("lesson"))
        titles = [" ".join(sent.get(f"title-{n}", "").replace("\0", "").split()) for n in range(len(outline.lessons))]
        return [
            replace(lesson, title=titles[number][:LONGEST_TITLE] or lesson.title)
            for number, lesson in enumerate(outline.lessons)
            if str(number) in ticked
        ]

    @cached_property
    def collections(self) -> list[Collection]:
        """Where this person may put pictures."""
        policy = policy_registry.get_by_type(Picture)
        return list(policy.collections_user_has_permission_for(self.user, "add"))

    @property
    def collection(self) -> Collection | None:
        sent = self.request.POST.get("collection", "")
        named = next((one for one in self.collections if str(one.pk) == sent), None)
        return named or next(iter(self.collections), None)


class PictureView(DocumentPage):
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        picture = self.shelf.picture(str(self.kwargs["token"]), str(self.kwargs["key"]))
        if picture is None:
            raise Http404
        headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
        return HttpResponse(picture.content, content_type=picture.media_type, headers=headers)
