"""The ledger at the desk: found, taken out to Excel, corrected by counter-entries. Beside it, targets and policies.

Targets and policies are the whole college's. Of the ledger people see what `teaching.scope` lets them see of learners:
the entries of courses that are provided where they work or below, and those of people who belong there.
"""

from functools import reduce
from operator import or_
from typing import Any, cast

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from college.courses.hour_desk import PolicyViewSet
from college.courses.hours import plain
from college.courses.models import CoursePage, HourRule
from college.people.deleting import DeleteView
from college.people.models import User
from college.progress.hours import evidence
from college.progress.hours.correcting import CorrectionRefused, correct, corrected
from college.progress.hours.forms import CorrectionForm
from college.progress.models import HourCredit, HourTarget
from college.progress.teaching.scope import paths_of, people_in
from college.spreadsheets import XLSX, Sheet, write

MOST_ROWS = 50_000
YEARS = 6


class LedgerPolicy(ModelPermissionPolicy):
    """Read, and corrected by counter-entries; nobody adds, changes or deletes, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "correct":
            return user.has_perm("progress.correct_hours") and self.user_has_permission(user, "view")
        return action == "view" and super().user_has_permission(user, action)


def seen_by(request: HttpRequest) -> Q:
    """Of entries."""
    user = cast(User, request.user)
    if user.is_superuser:
        return Q()
    paths = paths_of(user)
    provided = [Q(enrolment__course__provider__path__startswith=path) for path in paths]
    return reduce(or_, provided, Q(learner__in=people_in(paths)))


def counting_courses(request: HttpRequest) -> QuerySet[CoursePage]:
    entered = HourCredit.objects.filter(seen_by(request), enrolment__course=OuterRef("pk"))
    return CoursePage.objects.filter(Exists(entered)).order_by("title").only("title")


def years() -> list[tuple[int, str]]:
    now = localdate().year
    return [(year, str(year)) for year in range(now, now - YEARS, -1)]


class LedgerFilterSet(WagtailFilterSet):
    learner = django_filters.CharFilter(label=_("学员"), method="of_learner", help_text=_("姓名，或完整的登录名"))
    course = django_filters.ModelChoiceFilter(
        label=_("课程"),
        field_name="enrolment__course",
        queryset=counting_courses,
        # A page's own number: of the pointer to it, a number too long for the database is an error.
        to_field_name="id",
        empty_label=_("全部"),
    )
    rule = django_filters.ModelChoiceFilter(
        label=_("规则"), queryset=HourRule.objects.select_related("policy"), empty_label=_("全部")
    )
    year = django_filters.ChoiceFilter(label=_("年份"), field_name="day__year", choices=years, empty_label=_("全部"))

    class Meta:
        model = HourCredit
        fields = ["learner", "course", "rule", "year"]

    def of_learner(self, entries: QuerySet[HourCredit], name: str, words: str) -> QuerySet[HourCredit]:
        return entries.filter(Q(learner__display_name__icontains=words) | Q(learner__username__iexact=words))


class LedgerIndexView(generic.IndexView):
    filterset_class = LedgerFilterSet
    page_title = _("学时台账")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column("learner"),
            Column("title", label=_("内容")),
            Column("day", label=_("日期"), accessor=lambda entry: date_format(entry.day), sort_key="day"),
            Column("hours", label=_("学时"), accessor=lambda entry: plain(entry.hours), sort_key="hours"),
            Column("rule", label=_("规则")),
            Column("evidence", label=_("凭什么"), accessor=evidence.words),
        ]

    def get_base_queryset(self) -> QuerySet[HourCredit]:
        return super().get_base_queryset().filter(seen_by(self.request)).select_related("learner", "rule__policy")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        query = self.request.GET.urlencode()
        url = f"{reverse('hours:export')}?{query}" if query else reverse("hours:export")
        return [Button(_("下载 Excel 表格"), url=url, icon_name="download", priority=10)]


class LedgerExportView(generic.permissions.PermissionCheckedMixin, View):
    """The entries that the list would show, all on one sheet."""

    model = HourCredit
    any_permission_required = ["view"]

    def get(self, request: HttpRequest) -> HttpResponse:
        seen = HourCredit.objects.filter(seen_by(request))
        entries = seen.select_related("learner", "enrolment__course", "rule__policy", "by")
        filters = LedgerFilterSet(request.GET, queryset=entries, request=request)
        if not filters.is_valid():
            return self._refused(gettext("筛选条件不对，没有下载。"))
        found = filters.qs
        if found.count() > MOST_ROWS:
            words = gettext("一次最多下载 %(count)s 笔，请先按年份、课程或规则筛选。")
            return self._refused(words % {"count": MOST_ROWS})
        headings, widths = zip(*((str(heading), width) for heading, width in COLUMNS), strict=True)
        content = write([Sheet(gettext("学时台账"), headings, map(_row, found.iterator()), widths)])
        name = gettext("学时台账-%(day)s.xlsx") % {"day": localdate().isoformat()}
        headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
        return HttpResponse(content, content_type=XLSX, headers=headers)

    def _refused(self, words: str) -> HttpResponse:
        messages.error(self.request, words)
        return redirect(f"{reverse('hours:index')}?{self.request.GET.urlencode()}")


COLUMNS = [
    (_("学员"), 14),
    (_("登录名"), 16),
    (_("日期"), 12),
    (_("学时"), 8),
    (_("内容"), 28),
    (_("课程"), 28),
    (_("规则"), 40),
    (_("凭什么"), 48),
    (_("谁更正的"), 14),
    (_("记入时间"), 18),
]


def _row(entry: HourCredit) -> list[Any]:
    who, course = entry.learner, entry.enrolment.course_title or entry.enrolment.course.title
    what = [str(who), who.username, entry.day, entry.hours, entry.title, course, entry.rule_words]
    return [*what, evidence.words(entry), str(entry.by or ""), entry.credited_at]


class EntryView(generic.permissions.PermissionCheckedMixin, generic.base.WagtailAdminTemplateMixin, FormView):
    """One entry with its evidence and corrections; who may, corrects it here."""

    model = HourCredit
    any_permission_required = ["view"]
    form_class = CorrectionForm
    template_name = "progress/hours/admin/entry.html"
    page_title = _("一笔学时")
    header_icon = "time"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        related = ["learner", "enrolment__course", "rule__policy", "by"]
        seen = HourCredit.objects.filter(seen_by(request)).select_related(*related)
        self.entry = get_object_or_404(seen, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("correct"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("hours:index"), "label": gettext("学时台账")},
            {"url": "", "label": self.page_title, "sublabel": str(self.entry.learner)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        corrections = HourCredit.objects.filter(learner=self.entry.learner, evidence__corrects=self.entry.pk)
        is_own = self.entry.learner_id == self.request.user.pk
        return super().get_context_data(
            entry=self.entry,
            hours=plain(self.entry.hours),
            evidence=evidence.words(self.entry),
            corrections=corrections.select_related("by").order_by("pk"),
            corrected=plain(corrected(self.entry)),
            may_correct=not self.entry.reason and not is_own and self.user_has_permission("correct"),
            **kwargs,
        )

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        try:
            correct(credit=self.entry, by=cast(User, self.request.user), **form.cleaned_data)
        except CorrectionRefused as refusal:
            messages.error(self.request, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, gettext("已更正，原来的一笔保留。"))
        return redirect("hours:inspect", self.entry.pk)


class LedgerViewSet(ModelViewSet):
    model = HourCredit
    name = "hours"
    icon = "time"
    menu_label = _("台账")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = LedgerIndexView
    search_fields = ["title"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("export/", LedgerExportView.as_view(), name="export"),
            path("entry/<int:pk>/", self.construct_view(EntryView), name="inspect"),
        ]


class TargetViewSet(ModelViewSet):
    model = HourTarget
    name = "hour-target"
    icon = "crosshairs"
    menu_label = _("要求")
    form_fields = ["name", "hours", "years", "source"]
    list_display = ["name", "hours", "years", "source"]
    add_to_reference_index = False
    copy_view_enabled = False
    delete_view_class = DeleteView


class HoursGroup(ViewSetGroup):
    menu_label = _("学时")
    menu_icon = "time"
    menu_order = 312
    items = (LedgerViewSet, PolicyViewSet, TargetViewSet)
