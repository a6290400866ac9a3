"""A course goes out in one file; one that comes in is shown first, and becomes drafts when its sender says so."""

import logging
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import UUIDField
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from college.courses.archive.actions import agree, begin_import, begin_import_of_file, give_up
from college.courses.archive.choices import NEW, Choices
from college.courses.archive.describing import describe
from college.courses.archive.plans import COUNTED, Plan
from college.courses.archive.refusals import BadArchive
from college.courses.archive.writing import stream
from college.courses.board.permissions import board
from college.courses.models import CourseImport
from college.people.models import User
from college.quizzes.models import Quiz
from media.outages import StorageUnreachable
from media.uploads.refusals import UploadRefused
from media.uploads.views import UploadsView

logger = logging.getLogger(__name__)
FIRST = gettext_lazy("请先选一个文件。")
NAMES = {
    "video": gettext_lazy("视频"),
    "picture": gettext_lazy("图片"),
    "document": gettext_lazy("附件"),
    "recording": gettext_lazy("录音"),
    "package": gettext_lazy("课件"),
    "quiz": gettext_lazy("测验"),
    "question": gettext_lazy("题目"),
    "glossary": gettext_lazy("词表"),
}


class ExportView(View):
    """404 for whoever may not edit the course. It is streamed as it is read: no copy of it is made anywhere."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        user = cast(User, request.user)
        course = board(user, pk).course
        described = describe(course)
        asks = described.content["quizzes"] or described.content["questions"]
        if asks and not ModelPermissionPolicy(Quiz).user_has_any_permission(user, ["add", "change", "view"]):
            messages.error(request, _("这门课有测验，导出的文件里会有答案。请有题库权限的同事来导出。"))
            return redirect("boards:board", pk)
        if gone := [kept for kept in described.files if not kept.is_there]:
            logger.error("An archive cannot be written: %s files are gone from the storage", len(gone))
            messages.error(request, _("这门课有文件在服务器上找不到了，所以不能完整地导出。请联系管理员。"))
            return redirect("boards:board", pk)
        name = f"{course.slug[:80]}.zip"
        headers = {
            "Content-Disposition": content_disposition_header(True, name) or "",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return StreamingHttpResponse(stream(described), content_type="application/zip", headers=headers)


class ArchiveUploadsView(UploadsView):
    @property
    def most_bytes(self) -> int:  # type: ignore[override]
        return int(settings.ARCHIVE_MAX_BYTES)


class ImportPage(WagtailAdminTemplateMixin, TemplateView):
    """For whoever may add courses and upload videos."""

    page_title = gettext_lazy("导入一门课")
    header_icon = "upload"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not Choices(self.user).is_open:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("courses:index"), "label": gettext_lazy("课程")}
        here = {"url": reverse("archives:send"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), above, here]


class SendView(ImportPage):
    template_name = "courses/archive/send.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = CourseImport.objects.filter(user=self.user).exclude(state=CourseImport.State.FAILED)
        limit = settings.ARCHIVE_MAX_BYTES
        return super().get_context_data(**{"own": own.select_related("course")[:10], "max_bytes": limit, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What arrived by tus is named by its number; a browser without JavaScript sends the file itself."""
        try:
            row = self.taken()
        except UploadRefused as refusal:
            return self.refuse(refusal.message, refusal.status)
        except StorageUnreachable as trouble:
            logger.exception("An archive could not be stored")
            return self.refuse(str(trouble.message), 503)
        if row is None:
            return self.refuse(getattr(request, "upload_refusal", "") or str(FIRST), 422)
        url = reverse("archives:import", args=[row.uuid])
        return JsonResponse({"url": url}) if self.is_script else redirect(url)

    @property
    def is_script(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"

    def taken(self) -> CourseImport | None:
        if sent := self.request.POST.get("upload"):
            try:
                return begin_import(uuid=cast(UUID, UUIDField().clean(sent)), user=self.user)
            except ValidationError:
                return None
        file = self.request.FILES.get("file")
        if not isinstance(file, UploadedFile) or not file.size:
            return None
        return begin_import_of_file(file=file, user=self.user)

    def refuse(self, sentence: str, status: int) -> HttpResponse:
        if self.is_script:
            return JsonResponse({"errors": {"file": [sentence]}}, status=status)
        return self.render_to_response(self.get_context_data(refusal=sentence))


class ImportView(ImportPage):
    """How far it is; what it would become; what became of it. 404 for all but its sender."""

    template_name = "courses/archive/import.html"

    @cached_property
    def row(self) -> CourseImport:
        return get_object_or_404(CourseImport, uuid=self.kwargs["uuid"], user=self.user)

    @cached_property
    def plan(self) -> Plan | None:
        return Plan(**self.row.plan) if self.row.plan else None

    def get_page_subtitle(self) -> str:
        return self.row.name

    def get_template_names(self) -> list[str]:
        return ["courses/archive/_import.html"] if self.request.htmx else [self.template_name]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {"row": self.row, "plan": self.plan, "NEW": NEW}
        if self.plan and self.row.state == CourseImport.State.SHOWN:
            shown |= {"choices": Choices(self.user, self.plan), "counted": counted(self.plan)}
        return super().get_context_data(**shown, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = {name: request.POST.get(name, "")[:20] for name in ("provider", "collection", "programme")}
        if self.plan:
            try:
                agree(row=self.row, said=said, user=self.user)
            except BadArchive:
                messages.error(request, _("请把主办组织、文件夹和项目都选好，再点“导入”。"))
        return redirect(request.path)


class GiveUpView(ImportView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        give_up(row=self.row)
        return redirect("archives:send")


def counted(plan: Plan) -> list[dict[str, Any]]:
    """Of each kind that the course has: how many would be new, and how many are here."""
    return [
        {"name": NAMES[kind], "new": plan.new(kind), "here": len(plan.here.get(kind, {}))}
        for kind in COUNTED
        if plan.counts[kind]
    ]
