"""Out, in, and what would happen: nothing is imported before its sender has seen what it would do."""

from secrets import token_urlsafe
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from college.people.models import User
from college.quizzes.desk.finding import QuestionFilterSet, mentioning
from college.quizzes.excel import writing
from college.quizzes.excel.importing import ChangedMeanwhile, import_bank
from college.quizzes.excel.plans import MOST_ROWS, Plan, plan_for, read_bank, whole
from college.quizzes.models import Question
from college.spreadsheets import XLSX, Table, Unreadable

KEPT_SECONDS = 60 * 60
SHOWN = 200
LIST = "wagtailsnippets_quizzes_question"


class BankForm(forms.Form):
    file = forms.FileField(
        label=_("Excel 文件"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("请先选一个文件"),
            "empty": _("这个文件是空的"),
            "missing": _("请先选一个文件"),
            "invalid": _("请先选一个文件"),
        },
    )


class QuestionFilesView(PermissionCheckedMixin, View):
    model = Question
    permission_required = "change"


class ExportView(QuestionFilesView):
    """What the list shows, with the same words and filters."""

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = QuestionFilterSet(request.GET, request=request)
        questions = filters.filter_queryset(whole()) if filters.is_valid() else whole()
        words = request.GET.get("q", "").strip()
        found = mentioning(questions, words) if words else questions
        found = found.order_by("pk").distinct()
        if (count := found.count()) > MOST_ROWS:
            words = gettext("一共 %(count)s 道题，一个文件最多 %(most)s 道。请先搜索或筛选，再分几次导出。")
            messages.error(request, words % {"count": count, "most": MOST_ROWS})
            return redirect(f"{reverse(f'{LIST}:list')}?{request.GET.urlencode()}")
        return download(writing.bank(found, cast(User, request.user)), gettext("题库"))


class TemplateView(QuestionFilesView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return download(writing.template(), gettext("题库模板"))


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Takes a file, shows what it would do, and does it when the person says so. Each kept file is one person's."""

    model = Question
    permission_required = "add"
    form_class = BankForm
    template_name = "quizzes/admin/import.html"
    page_title = _("从 Excel 导入题目")
    header_icon = "upload"

    def user_has_permission(self, permission: str) -> bool:
        """A file may bring new questions and change old ones."""
        return all(super(ImportView, self).user_has_permission(needed) for needed in ("add", "change"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{LIST}:list"), "label": Question._meta.verbose_name_plural},
            {"url": "", "label": self.page_title},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.confirmed() if "kept" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form: BankForm) -> HttpResponse:
        try:
            table = read_bank(form.cleaned_data["file"])
        except Unreadable as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return self.shown(table)

    def shown(self, table: Table, *, kept: str = "") -> HttpResponse:
        plan = plan_for(table, self.user)
        kept = kept or token_urlsafe()
        if not plan.misfits:
            cache.set(self.key(kept), table, KEPT_SECONDS)
        return self.render_to_response(self.get_context_data(plan=plan, kept=kept, **shortened(plan)))

    def confirmed(self) -> HttpResponse:
        kept = self.request.POST["kept"]
        table = cache.get(self.key(kept))
        if table is None:
            messages.error(self.request, gettext("等得太久，文件已经不在了。请再选一次。"))
            return redirect(f"{LIST}:import")
        try:
            plan = import_bank(table=table, user=self.user, seen=self.request.POST.get("seen", ""))
        except ChangedMeanwhile:
            messages.warning(self.request, gettext("题库刚才有别的改动，什么都没有导入。请再看一遍。"))
            return self.shown(table, kept=kept)
        cache.delete(self.key(kept))
        messages.success(self.request, done_words(plan))
        return redirect(f"{LIST}:list")

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def key(self, kept: str) -> str:
        return f"question-bank:{self.user.pk}:{kept[:64]}"


def shortened(plan: Plan) -> dict[str, Any]:
    return {
        "misfits": plan.misfits[:SHOWN],
        "misfits_left": max(0, len(plan.misfits) - SHOWN),
        "changes": plan.changes[:SHOWN],
        "changes_left": max(0, len(plan.changes) - SHOWN),
    }


def done_words(plan: Plan) -> str:
    words = gettext("已导入：新增 %(new)s 题，修改 %(changed)s 题，%(same)s 题没有变。")
    return words % {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}


def download(content: bytes, name: str) -> HttpResponse:
    file_name = f"{name}-{timezone.localdate():%Y%m%d}.xlsx"
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, file_name) or "attachment"},
    )
