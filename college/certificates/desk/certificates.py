"""Certificates as issued: found, read, and taken from here to what may still be done with them."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from college.certificates.desk.scope import awards_seen_by
from college.certificates.desk.scoped import ScopedViewSet
from college.certificates.desk.succession import ReissueView, RevokeView
from college.certificates.models import Award, Certificate

AS_ISSUED = ["serial", "state_label", "holder_name", "title", "course", "issued_at", "pdf_sha256"]


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody adds, changes or deletes by hand, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "change", "delete"} and super().user_has_permission(user, action)


class CertificateInspectView(generic.InspectView):
    """A certificate as issued, with the ways to its PDF, its verify page and its revocation."""

    page_title = _("证书")

    def get_fields(self) -> list[str]:
        certificate = get_object_or_404(Certificate, pk=self.pk)
        return (
            AS_ISSUED if not certificate.revoked_at else [*AS_ISSUED, "revoked_at", "revoked_by", "revocation_reason"]
        )

    def get_issued_at_display_value(self) -> str:
        return date_format(localtime(self.object.issued_at), "DATETIME_FORMAT")

    def get_revoked_at_display_value(self) -> str:
        return date_format(localtime(self.object.revoked_at), "DATETIME_FORMAT")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        serial = self.object.serial
        buttons = [
            Button(_("查验页"), url=reverse("certificates:verify", args=[serial]), icon_name="view", priority=20)
        ]
        if not self.object.is_erased:
            url = reverse("certificates:pdf", args=[serial])
            buttons.append(Button(_("下载 PDF"), url=url, icon_name="download", priority=10))
        if not self.object.revoked_at and self.user_has_permission("revoke"):
            url = reverse("certificate:revoke", args=[self.object.pk])
            buttons.append(Button(_("撤销"), url=url, icon_name="cross", priority=30))
        if self.object.may_be_reissued and self.user_has_permission("revoke"):
            url = reverse("certificate:reissue", args=[self.object.pk])
            buttons.append(Button(_("重新发证"), url=url, icon_name="redirect", priority=30))
        return buttons


def awards(request: HttpRequest) -> QuerySet[Award]:
    return awards_seen_by(request.user).select_related("issuer__organisation").order_by("title", "pk")  # type: ignore[arg-type]


class CertificateFilterSet(WagtailFilterSet):
    award = django_filters.ModelChoiceFilter(label=_("发证规则"), queryset=awards, empty_label=_("全部"))

    class Meta:
        model = Certificate
        fields = ["award", "issued_at"]


class CertificateIndexView(generic.IndexView):
    filterset_class = CertificateFilterSet
    list_display = [
        "serial",
        "holder_name",
        "title",
        "course",
        "state_label",
        DateColumn("issued_at", label=_("发证时间"), sort_key="issued_at"),
    ]


class CertificateViewSet(ScopedViewSet):
    model = Certificate
    organisation = "award__issuer__organisation"
    index_view_class = CertificateIndexView
    icon = "doc-full-inverse"
    menu_label = _("已发证书")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = CertificateInspectView
    search_fields = ["serial", "content__holder"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("revoke/<int:pk>/", self.construct_view(RevokeView), name="revoke"),
            path("reissue/<int:pk>/", self.construct_view(ReissueView), name="reissue"),
        ]
