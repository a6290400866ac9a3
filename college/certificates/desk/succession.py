"""What is done with a certificate that was issued: each a page that says what will follow."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views import generic

from college.certificates import succession
from college.certificates.forms import RevokeForm
from college.certificates.models import Certificate
from college.people.models import User


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
            succession.revoke(
                certificate=self.object, by=cast(User, self.request.user), reason=form.cleaned_data["reason"]
            )
        except succession.RevocationRefused:
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
            issued = succession.reissue(certificate=self.object)
        except succession.ReissueRefused:
            messages.error(self.request, gettext("没有重新发证：持证人已有后来的证书，或现在不符合发证规则。"))
            return redirect("certificate:inspect", self.object.pk)
        messages.success(self.request, gettext("已重新发证，新编号 %(serial)s。") % {"serial": issued})
        return redirect("certificate:inspect", issued.pk)
