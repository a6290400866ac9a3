from typing import Any, cast

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.ratelimit import RateLimited
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import UpdateView

from college.people.cards import actions as cards
from college.people.cards.backend import is_by_card
from college.people.context_processors import reading
from college.people.forms import ChangePhoneForm, ProfileForm
from college.people.models import AssistedSignIn, SignInCard, TextSize, User

HELP_SHOWN = 5
YEAR = 60 * 60 * 24 * 365


class LoginView(account.LoginView):
    def get_authenticated_redirect_url(self) -> str:
        """Whoever is signed in goes on, but not back to the admin that has just turned them away."""
        url = super().get_authenticated_redirect_url()
        may_enter = self.request.user.has_perm("wagtailadmin.access_admin")
        return url if may_enter or not url.startswith(reverse("wagtailadmin_home")) else resolve_url("people:profile")


class ChangePhoneView(account.ChangePhoneView):
    def form_valid(self, form: ChangePhoneForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except RateLimited:
            form.add_error("phone", get_adapter().validation_error("rate_limited"))
            return self.form_invalid(form)


@method_decorator(never_cache, name="dispatch")
class ProfileView(LoginRequiredMixin, UpdateView):
    form_class = ProfileForm
    template_name = "people/profile.html"
    success_url = reverse_lazy("people:profile")

    def get_object(self, queryset: QuerySet[User] | None = None) -> User:
        """A copy: what is typed into the form must not show in the page's header before it is saved."""
        return User.objects.get(pk=self.request.user.pk)

    def get_initial(self) -> dict[str, Any]:
        """The size the page is read in, which a device may have of its own."""
        return {"text_size": reading(self.request)["text_size"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        memberships = self.object.memberships.select_related("organisation").order_by("organisation__path")
        helped = AssistedSignIn.objects.used().filter(learner=self.object).select_related("helper")
        return super().get_context_data(
            memberships=memberships,
            can_receive_codes=bool(settings.SMS_SENDER),
            card=SignInCard.objects.in_use().filter(learner=self.object).first(),
            helped=helped.order_by("-used_at")[:HELP_SHOWN],
            is_by_card=is_by_card(self.request),
            **kwargs,
        )

    def get_form(self, form_class: type[ModelForm] | None = None) -> ModelForm:
        """A new password can be mailed to the address: it is not for who came in by a card."""
        form = super().get_form(form_class)
        if is_by_card(self.request):
            form.fields["email"].disabled = True
        return form

    def form_valid(self, form: ModelForm) -> HttpResponse:
        if "email" in form.changed_data:
            # A new password can be asked for from there, so a phone left lying about must not be enough.
            raise_if_reauthentication_required(self.request, app="account")
        response = super().form_valid(form)
        messages.success(self.request, _("已保存。"))
        remember_text_size(self.request, response, self.object.text_size)
        return response


@require_POST
@login_required
def card_lost(request: HttpRequest) -> HttpResponse:
    """Where it is in use, it is no more; so perhaps here."""
    was_by_card = is_by_card(request)
    cards.revoke(SignInCard.objects.in_use().filter(learner=cast(User, request.user)))
    if was_by_card:
        logout(request)
    messages.success(request, _("这张卡已经作废，捡到的人用不了。请找老师要一张新卡。"))
    return redirect("account_login" if was_by_card else "people:profile")


@require_POST
def text_size(request: HttpRequest) -> HttpResponseBase:
    """Sets the size for this device and, for a signed-in person, for the next one; goes back to where they were."""
    size = request.POST.get("text_size", "")
    if size not in TextSize.values:
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(text_size=size)
    response = HttpResponseRedirect(_back(request))
    remember_text_size(request, response, size)
    return response


def remember_text_size(request: HttpRequest, response: HttpResponseBase, size: str) -> None:
    response.set_cookie("text_size", size, max_age=YEAR, samesite="Lax", secure=request.is_secure())


def _back(request: HttpRequest) -> str:
    """The page of ours that the person came from."""
    for url in (request.POST.get("next"), request.headers.get("referer")):
        if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
            return str(url)
    return "/"
