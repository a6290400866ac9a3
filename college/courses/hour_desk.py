"""Hour policies at the desk: each has versions; one that has credited hours is read, not changed.

The menu they stand in is composed by the room that keeps the ledger.
"""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from college.courses.hour_forms import RuleForm
from college.courses.hours import in_force, words
from college.courses.keeping import stands_under_protection
from college.courses.models import HourPolicy, HourRule
from college.people.deleting import DeleteView


class PolicyIndexView(generic.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column("name"),
            Column("now", label=_("现在用的一版"), accessor=lambda policy: policy.now or "—"),
            Column("course_count", label=_("用它的课程")),
        ]

    def get_base_queryset(self) -> QuerySet[HourPolicy]:
        begun = HourRule.objects.filter(policy=OuterRef("pk"), valid_from__lte=localdate()).order_by("-valid_from")
        policies = super().get_base_queryset().order_by("name")
        return policies.annotate(now=Subquery(begun.values("version")[:1]), course_count=Count("courses"))


class PolicyCreateView(generic.CreateView):
    def get_success_url(self) -> str:
        return reverse("hour-policy:add_version", args=[self.object.pk])


class PolicyEditView(generic.EditView):
    template_name = "courses/admin/hour_policy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(self.object.versions.select_related("policy").order_by("-version"))
        now = in_force(versions, localdate())
        shown = [(version, words(version), version == now) for version in versions]
        return super().get_context_data(versions=shown, **kwargs)


class VersionView(generic.permissions.PermissionCheckedMixin, generic.base.WagtailAdminTemplateMixin, FormView):
    """One version of a policy: `rule`, with its form."""

    model = HourRule
    form_class = RuleForm
    template_name = "courses/admin/hour_rule.html"
    header_icon = "history"
    is_used = False

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        policy = self.rule.policy
        return [
            *self.breadcrumbs_items,
            {"url": reverse("hour-policy:index"), "label": HourPolicy._meta.verbose_name_plural},
            {"url": reverse("hour-policy:edit", args=[policy.pk]), "label": policy.name},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_page_subtitle(self) -> str:
        return gettext("第 %(version)s 版") % {"version": self.rule.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.rule}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("hour-policy:edit", args=[self.rule.policy_id])
        return super().get_context_data(rule=self.rule, words=words(self.rule), back_url=back, **kwargs)

    def form_valid(self, form: RuleForm) -> HttpResponse:
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            form.add_error("valid_from", gettext("刚才有别人也存了一版。请看过那一版，再存一次。"))
            return self.form_invalid(form)
        messages.success(self.request, gettext("已保存。以前计入的学时不变。"))
        return redirect("hour-policy:edit", self.rule.policy_id)


class AddVersionView(VersionView):
    """A new version that begins as a copy of the latest."""

    permission_required = "add"
    page_title = _("新的一版")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        policy = get_object_or_404(HourPolicy, pk=kwargs["pk"])
        number = policy.versions.aggregate(last=Max("version"))["last"] or 0
        self.rule = HourRule(policy=policy, version=number + 1)
        self.latest = policy.versions.order_by("-version").first()
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        if not self.latest:
            return {}
        copied = ["basis", "minutes_an_hour", "bands", "daily_cap", "once", "source"]
        return {name: getattr(self.latest, name) for name in copied}


class EditVersionView(VersionView):
    permission_required = "change"
    page_title = _("修改这一版")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.rule = get_object_or_404(HourRule.objects.select_related("policy"), pk=kwargs["pk"])
        if stands_under_protection(self.rule):
            return redirect("hour-policy:version", self.rule.pk)
        return super().dispatch(request, *args, **kwargs)


class ReadVersionView(VersionView):
    """As it credited hours; to change anything, there is a new version."""

    any_permission_required = ["add", "change", "delete", "view"]
    http_method_names = ["get", "head"]
    template_name = "courses/admin/hour_rule_read.html"
    page_title = _("学时规则的一版")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.rule = get_object_or_404(HourRule.objects.select_related("policy"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        found = []
        if not stands_under_protection(self.rule) and self.user_has_permission("change"):
            url = reverse("hour-policy:edit_version", args=[self.rule.pk])
            found.append(Button(_("修改"), url=url, icon_name="edit", priority=10))
        if self.user_has_permission("add"):
            url = reverse("hour-policy:add_version", args=[self.rule.policy_id])
            found.append(Button(_("新建一版"), url=url, icon_name="plus", priority=20))
        return found


class PolicyViewSet(ModelViewSet):
    model = HourPolicy
    name = "hour-policy"
    icon = "list-ol"
    menu_label = _("规则")
    form_fields = ["name"]
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = PolicyIndexView
    add_view_class = PolicyCreateView
    edit_view_class = PolicyEditView
    delete_view_class = DeleteView

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/new-version/", self.construct_view(AddVersionView), name="add_version"),
            path("version/<int:pk>/", self.construct_view(ReadVersionView), name="version"),
            path("version/<int:pk>/edit/", self.construct_view(EditVersionView), name="edit_version"),
        ]
