"""Giving a certificate by hand: to whom, then what it says."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views import generic

from college.certificates.actions import Claim
from college.certificates.desk.give_form import GiveForm
from college.certificates.desk.scope import awards_seen_by, people_seen_by
from college.certificates.desk.signing import SigningMixin
from college.certificates.earning import give
from college.certificates.models import Certificate, Nomination
from college.people.models import User

MOST = 20
"""People shown at once."""


class Giving(generic.permissions.PermissionCheckedMixin, generic.base.WagtailAdminTemplateMixin):
    model = Certificate
    permission_required = "issue"
    page_title = _("手工发证")
    header_icon = "plus"
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("certificate:index"), "label": _("已发证书")},
            {"url": "", "label": self.page_title},
        ]

    @property
    def people(self) -> QuerySet[User]:
        people = people_seen_by(cast(User, self.request.user)).filter(erased_at=None)
        return people.prefetch_related("memberships__organisation")


class FindPersonView(Giving, TemplateView):
    """Somebody by a part of the name, or by login name or telephone number."""

    template_name = "certificates/admin/find_person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.GET.get("q", "").strip()
        said = Q(display_name__icontains=typed) | Q(username=typed) | Q(phone__in=[typed, f"+86{typed}"])
        found = list(self.people.filter(said).order_by("display_name", "pk")[: MOST + 1]) if typed else []
        return super().get_context_data(typed=typed, found=found[:MOST], has_more=len(found) > MOST, **kwargs)


class GiveView(SigningMixin, Giving, FormView):
    """What the certificate says; it is issued, or waits, as the rule says."""

    template_name = "certificates/admin/give.html"
    form_class = GiveForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.request = request
        self.person = get_object_or_404(self.people, pk=kwargs["person"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        awards = awards_seen_by(cast(User, self.request.user)).active()
        return {**super().get_form_kwargs(), "awards": awards, "person": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, **kwargs)

    def form_valid(self, form: GiveForm) -> HttpResponse:
        claim = Claim(
            person=self.person,
            occasion=form.cleaned_data["occasion"],
            details=form.details(),
            by=cast(User, self.request.user),
        )
        given = give(form.cleaned_data["award"], claim)
        if given is None:
            form.add_error(
                None, gettext("没有发：此人的这张证书已经撤销，或账户刚刚停用。要补发，请在撤销的那张上点“重新发证”。")
            )
            return self.form_invalid(form)
        words, url = told(given)
        messages.success(self.request, words)
        return redirect(url)


def told(given: Certificate | Nomination) -> tuple[str, str]:
    """What came of it, and where it is seen."""
    if isinstance(given, Certificate):
        words = gettext("%(name)s的证书：编号 %(serial)s。") % {"name": given.holder_name, "serial": given.serial}
        return words, reverse("certificate:inspect", args=[given.pk])
    words = gettext("%(name)s的证书：%(state)s。") % {"name": given.person, "state": given.get_state_display()}
    return words, reverse("nomination:index")
