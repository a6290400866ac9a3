"""Certificates at the editor's desk: rules and issuers are edited, certificates are read and revoked."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from college.certificates import actions
from college.certificates.forms import RevokeForm
from college.certificates.models import Award, Certificate, Issuer
from college.people.deleting import DeleteView
from college.people.models import User

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


class CertificateActionView(
    generic.permissions.PermissionCheckedMixin, generic.base.WagtailAdminTemplateMixin, FormView
):
    """A page that says what will follow for one certificate, and does it on POST."""

    model = Certificate
    permission_required = "revoke"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.object = get_object_or_404(Certificate, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("certificate:index"), "label": _("已发证书")},
            {"url": reverse("certificate:inspect", args=[self.object.pk]), "label": str(self.object)},
            {"url": "", "label": self.page_title, "sublabel": str(self.object)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cancel_url = reverse("certificate:inspect", args=[self.object.pk])
        return super().get_context_data(certificate=self.object, cancel_url=cancel_url, **kwargs)


class RevokeView(CertificateActionView):
    form_class = RevokeForm
    template_name = "certificates/admin/revoke.html"
    page_title = _("撤销证书")
    header_icon = "cross"

    def form_valid(self, form: RevokeForm) -> HttpResponse:
        try:
            actions.revoke(
                certificate=self.object, by=cast(User, self.request.user), reason=form.cleaned_data["reason"]
            )
        except actions.RevocationRefused:
            messages.error(self.request, gettext("这张证书已经撤销过了。"))
        else:
            messages.success(self.request, gettext("证书 %(serial)s 已撤销。") % {"serial": self.object})
        return redirect("certificate:inspect", self.object.pk)


class ReissueView(CertificateActionView):
    form_class = forms.Form
    template_name = "certificates/admin/reissue.html"
    page_title = _("重新发证")
    header_icon = "redirect"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            issued = actions.reissue(certificate=self.object)
        except actions.ReissueRefused:
            messages.error(self.request, gettext("没有重新发证：持证人已有后来的证书，或现在不符合发证规则。"))
            return redirect("certificate:inspect", self.object.pk)
        messages.success(self.request, gettext("已重新发证，新编号 %(serial)s。") % {"serial": issued})
        return redirect("certificate:inspect", issued.pk)


class CertificateViewSet(ModelViewSet):
    model = Certificate
    icon = "doc-full-inverse"
    menu_label = _("已发证书")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = CertificateInspectView
    list_display = [
        "serial",
        "holder_name",
        "title",
        "course",
        "state_label",
        DateColumn("issued_at", label=_("发证时间"), sort_key="issued_at"),
    ]
    list_filter = ["award", "issued_at"]
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


class AwardIndexView(generic.IndexView):
    def get_base_queryset(self) -> models.QuerySet[Award]:
        return super().get_base_queryset().select_related("issuer__organisation")


class IssuerIndexView(generic.IndexView):
    def get_base_queryset(self) -> models.QuerySet[Issuer]:
        return super().get_base_queryset().select_related("organisation")


class AwardViewSet(ModelViewSet):
    model = Award
    index_view_class = AwardIndexView
    delete_view_class = DeleteView
    icon = "pick"
    copy_view_enabled = False
    list_display = ["title", "issuer", "is_active"]
    search_fields = ["title", "required__course__title"]
    search_backend_name = None


class IssuerViewSet(ModelViewSet):
    model = Issuer
    index_view_class = IssuerIndexView
    delete_view_class = DeleteView
    icon = "group"
    copy_view_enabled = False
    list_display = ["organisation", "code", "signatory"]


class CertificatesGroup(ViewSetGroup):
    menu_label = pgettext_lazy("plural", "证书")
    menu_icon = "pick"
    menu_order = 300
    items = (CertificateViewSet, AwardViewSet, IssuerViewSet)
