"""An administrator makes somebody's archive, or erases them, when they ask for it at the office."""

from typing import Any, cast

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from college.people.models import User
from college.people.privacy.erasure import ErasureRefused, erase
from college.people.privacy.forms import EraseForm
from college.people.privacy.sending import sent


class PersonView(generic.base.WagtailAdminTemplateMixin, FormView):
    """A page that says what will follow for one person, and does it on POST."""

    permission: str
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        self.person = get_object_or_404(people_for(cast(User, request.user)), pk=kwargs["pk"])
        raise_if_reauthentication_required(request, app="account")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailusers_users:index"), "label": gettext("用户")},
            {"url": self.person_url, "label": str(self.person)},
            {"url": "", "label": self.page_title, "sublabel": str(self.person)},
        ]

    @property
    def person_url(self) -> str:
        return reverse("wagtailusers_users:edit", args=[self.person.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, cancel_url=self.person_url, **kwargs)


class DataView(PersonView):
    permission = "people.export_person"
    form_class = forms.Form
    template_name = "people/admin/data.html"
    page_title = _("导出个人资料")

    def form_valid(self, form: forms.Form) -> Any:
        log(self.person, "people.export", user=self.request.user, title=f"#{self.person.pk}")
        return sent(self.person)


class EraseView(PersonView):
    permission = "people.erase_person"
    form_class = EraseForm
    template_name = "people/admin/erase.html"
    page_title = _("删除个人资料")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.person, "by": self.request.user}

    def form_valid(self, form: EraseForm) -> HttpResponse:
        try:
            erased = erase(person=self.person, by=cast(User, self.request.user))
        except ErasureRefused:
            form.add_error(None, gettext("这是最后一位管理员，不能删除：学堂就没有人管理了。请先请人接替。"))
            return self.form_invalid(form)
        messages.success(self.request, gettext("个人资料已删除，记录现在记在“%(name)s”名下。") % {"name": erased})
        return redirect("wagtailusers_users:index")


def people_for(administrator: User) -> Any:
    """Whose data an administrator may handle. Administrators are for administrators; who is erased has none left."""
    people = User.objects.filter(erased_at=None)
    return people if administrator.is_superuser else people.filter(is_superuser=False)


def buttons(person: User, administrator: User) -> list[Button]:
    """On a person's page, for who may."""
    offered = [
        ("people.export_person", _("导出个人资料"), "people_data", "download"),
        ("people.erase_person", _("删除个人资料"), "people_erase", "bin"),
    ]
    return [
        Button(label, url=reverse(name, args=[person.pk]), icon_name=icon, priority=50)
        for permission, label, name, icon in offered
        if administrator.has_perm(permission)
    ]


urlpatterns: list[URLPattern] = [
    path("people/<int:pk>/data/", DataView.as_view(), name="people_data"),
    path("people/<int:pk>/erase/", EraseView.as_view(), name="people_erase"),
]
