"""Certificates as issued: found, read, and taken from here to what may still be done with them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from college.certificates import succession
from college.certificates.desk.giving import FindPersonView, GiveView
from college.certificates.desk.scope import awards_seen_by
from college.certificates.desk.scoped import ScopedViewSet
from college.certificates.desk.succession import CorrectView, ReissueView, RenewView, RevokeView
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
        followed = [*AS_ISSUED, "valid_until"] if certificate.valid_until else [*AS_ISSUED]
        if certificate.predecessor_id:
            followed += ["succession", "predecessor", "succession_reason", "issued_by"]
        if certificate.superseded_at or certificate.renewed_at:
            followed += ["superseded_at" if certificate.superseded_at else "renewed_at", "followed_by"]
        if certificate.revoked_at:
            followed += ["revoked_at", "revoked_by", "revocation_reason"]
        return followed

    def get_issued_at_display_value(self) -> str:
        return moment(self.object.issued_at)

    def get_superseded_at_display_value(self) -> str:
        return moment(self.object.superseded_at)

    def get_renewed_at_display_value(self) -> str:
        return moment(self.object.renewed_at)

    def get_revoked_at_display_value(self) -> str:
        return moment(self.object.revoked_at)

    def get_predecessor_display_value(self) -> str:
        return _linked(self.object.predecessor)

    def get_followed_by_display_value(self) -> str:
        return _linked(self.object.latest)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*self._looks(), *self._ways()]

    def _looks(self) -> Iterator[Button]:
        serial = self.object.serial
        yield Button(_("查验页"), url=reverse("certificates:verify", args=[serial]), icon_name="view", priority=20)
        if not self.object.is_erased:
            url = reverse("certificates:pdf", args=[serial])
            yield Button(_("下载 PDF"), url=url, icon_name="download", priority=10)

    def _ways(self) -> Iterator[Button]:
        """What may follow this one, in the hands of who may do it."""
        certificate = self.object
        may_issue, may_revoke = self.user_has_permission("issue"), self.user_has_permission("revoke")
        closed = succession.why_closed(certificate)
        for name, label, icon, is_open in (
            ("correct", _("更正"), "edit", may_issue and not closed),
            ("renew", _("续期"), "date", may_issue and not succession.why_not_renewed(certificate)),
            ("revoke", _("撤销"), "cross", may_revoke and closed in ("", "erased")),
            ("reissue", _("重新发证"), "redirect", may_revoke and certificate.may_be_reissued),
        ):
            if is_open:
                url = reverse(f"certificate:{name}", args=[certificate.pk])
                yield Button(label, url=url, icon_name=icon, priority=30)


def moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def _linked(certificate: Certificate) -> str:
    return format_html('<a href="{}">{}</a>', reverse("certificate:inspect", args=[certificate.pk]), certificate)


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

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not self.user_has_permission("issue"):
            return []
        return [HeaderButton(_("手工发证"), url=reverse("certificate:find_person"), icon_name="plus", priority=10)]


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
            path("give/", self.construct_view(FindPersonView), name="find_person"),
            path("give/<int:person>/", self.construct_view(GiveView), name="give"),
            path("revoke/<int:pk>/", self.construct_view(RevokeView), name="revoke"),
            path("correct/<int:pk>/", self.construct_view(CorrectView), name="correct"),
            path("renew/<int:pk>/", self.construct_view(RenewView), name="renew"),
            path("reissue/<int:pk>/", self.construct_view(ReissueView), name="reissue"),
        ]
