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
from college.certificates.desk.correction import CorrectionForm, initial_of
from college.certificates.desk.signing import SigningMixin
from college.certificates.forms import RevokeForm
from college.certificates.models import Certificate, Nomination
from college.people.models import User

REFUSALS = {
    "revoked": _("这张证书已经撤销过了。"),
    "superseded": _("这张证书已经更正过了，请到更正后的那一张上做。"),
    "renewed": _("这张证书已经续期，请到新的那一张上做。"),
    "erased": _("持证人已要求删除个人资料，这张证书不能再换发。"),
    "unchanged": _("没有改动任何内容，所以没有发新证书。"),
    "for-ever": _("这张证书长期有效，不用续期。"),
    "not-yet": _("离到期还早，到了提醒的日子才能续期。"),
    "rule-off": _("这张证书的发证规则已经停用，不能续期。"),
    "no-reason": _("请写明原因。"),
}
"""By the code of `succession.Refused`."""


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

    def refused(self, refusal: succession.Refused) -> HttpResponse:
        messages.error(self.request, str(REFUSALS[refusal.code]))
        return redirect("certificate:inspect", self.object.pk)


class RevokeView(CertificateActionView):
    form_class = RevokeForm
    template_name = "certificates/admin/revoke.html"
    page_title = _("撤销证书")
    header_icon = "cross"

    def form_valid(self, form: RevokeForm) -> HttpResponse:
        by = cast(User, self.request.user)
        try:
            succession.revoke(certificate=self.object, by=by, reason=form.cleaned_data["reason"])
        except succession.Refused as refusal:
            return self.refused(refusal)
        messages.success(self.request, gettext("证书 %(serial)s 已撤销。") % {"serial": self.object})
        return redirect("certificate:inspect", self.object.pk)


class CorrectView(SigningMixin, CertificateActionView):
    permission_required = "issue"
    form_class = CorrectionForm
    template_name = "certificates/admin/correct.html"
    page_title = _("更正证书")
    header_icon = "edit"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if code := succession.why_closed(self.object):
            return self.refused(succession.Refused(code))
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.object.printed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"media": context["form"].media}

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        by, reason = cast(User, self.request.user), form.cleaned_data["reason"]
        try:
            issued = succession.correct(certificate=self.object, by=by, reason=reason, **form.changes)
        except succession.Refused as refusal:
            return self.refused(refusal)
        messages.success(self.request, gettext("已更正，新证书的编号是 %(serial)s。") % {"serial": issued})
        return redirect("certificate:inspect", issued.pk)


class RenewView(SigningMixin, CertificateActionView):
    permission_required = "issue"
    form_class = forms.Form
    template_name = "certificates/admin/renew.html"
    page_title = _("续期")
    header_icon = "date"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if code := succession.why_not_renewed(self.object):
            return self.refused(succession.Refused(code))
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            issued = succession.renew(certificate=self.object, by=cast(User, self.request.user))
        except succession.Refused as refusal:
            return self.refused(refusal)
        messages.success(self.request, gettext("已续期，新证书的编号是 %(serial)s。") % {"serial": issued})
        return redirect("certificate:inspect", issued.pk)


class ReissueView(SigningMixin, CertificateActionView):
    form_class = forms.Form
    template_name = "certificates/admin/reissue.html"
    page_title = _("重新发证")
    header_icon = "redirect"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            given = succession.reissue(certificate=self.object, by=cast(User, self.request.user))
        except succession.ReissueRefused:
            messages.error(self.request, gettext("没有重新发证：持证人已有后来的证书，或现在不符合发证规则。"))
            return redirect("certificate:inspect", self.object.pk)
        if isinstance(given, Nomination):
            words = gettext("已提名，%(state)s；通过以后才发新证书。") % {"state": given.get_state_display()}
            messages.success(self.request, words)
            return redirect("certificate:inspect", self.object.pk)
        messages.success(self.request, gettext("已重新发证，新编号 %(serial)s。") % {"serial": given})
        return redirect("certificate:inspect", given.pk)
