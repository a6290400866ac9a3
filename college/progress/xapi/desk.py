"""Administrators see what has not reached the record store, and why, and have it sent again."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from college.progress.models import Statement
from college.progress.xapi import sending

TITLE = gettext_lazy("学习事件的发送")


class OperatorsPolicy(BasePermissionPolicy):
    """Whoever runs the site looks; nobody adds, changes or deletes by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and user.is_active and user.is_superuser

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def verb(statement: Statement) -> str:
    return statement.statement["verb"]["display"]["zh-CN"]


def what(statement: Statement) -> str:
    return statement.statement["object"]["definition"]["name"]["zh-CN"]


def state(statement: Statement) -> str:
    if statement.sent_at:
        return _("已送达")
    return _("等待发送") if statement.due_at else _("没有送达，不再自动发送")


class StatementsView(generic.IndexView):
    page_title = TITLE

    def get_base_queryset(self) -> QuerySet[Statement]:
        return super().get_base_queryset().order_by("-made_at", "-pk")

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not Statement.objects.given_up().exists():
            return []
        return [Button(_("再送一次"), url=reverse("statements:send_again"), icon_name="redirect")]


class SendAgainView(generic.base.WagtailAdminTemplateMixin, FormView):
    """Says what will be sent again, and does it on POST."""

    form_class = forms.Form
    template_name = "progress/admin/send_again.html"
    page_title = gettext_lazy("再送一次")
    header_icon = "redirect"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("statements:index"), "label": str(TITLE)}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(count=Statement.objects.given_up().count(), **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        count = sending.send_again()
        messages.success(self.request, _("%(count)s 条学习事件会再送一次。") % {"count": count})
        return redirect("statements:index")


class StatementViewSet(ModelViewSet):
    model = Statement
    name = "statements"
    icon = "upload"
    menu_label = TITLE
    menu_order = 900
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = StatementsView
    form_fields = ["id"]
    search_backend_name = None
    list_display = [
        Column("verb", label=gettext_lazy("做了什么"), accessor=verb),
        Column("what", label=gettext_lazy("学习内容"), accessor=what),
        DateColumn("made_at", label=gettext_lazy("发生时间"), sort_key="made_at"),
        Column("state", label=gettext_lazy("状态"), accessor=state),
        Column("attempts", label=gettext_lazy("送过几次"), sort_key="attempts"),
        Column("error", label=gettext_lazy("没有送达的原因")),
    ]

    @property
    def add_to_settings_menu(self) -> bool:
        """Where no record store is set, there is nothing to see."""
        return bool(settings.XAPI_ENDPOINT)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("send-again/", SendAgainView.as_view(), name="send_again"),
        ]


register_permission_policy(Statement, OperatorsPolicy(Statement))


@hooks.register("register_admin_viewset")
def statements() -> StatementViewSet:
    return StatementViewSet()
