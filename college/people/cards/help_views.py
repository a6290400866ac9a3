"""Somebody who is signed in helps a learner who sits beside: the helper's screen shows six digits and a QR code, the
learner's device types or scans them. Who helped whom, and when, is kept.
"""

from base64 import b64encode
from functools import wraps
from typing import Any, cast
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college import qr
from college.people.cards import actions, limits, tokens
from college.people.cards.answers import View, for_one_reader, refused
from college.people.cards.forms import DigitsForm
from college.people.cards.signing_in import sign_in
from college.people.models import AssistedSignIn, User
from college.people.working import learners_seen_by

HELP = "help"
A_PAGE = 20


@require_safe
@for_one_reader
def open_help(request: HttpRequest, token: str) -> HttpResponse:
    """Where the QR code on a helper's screen leads."""
    if not limits.within(request, "card_failed", only_look=True):
        return refused("often")
    offer = AssistedSignIn.objects.with_token(token)
    if offer is None:
        limits.within(request, "card_failed")
        return refused("code")
    request.session[HELP] = tokens.a_pass(HELP, offer.pk)
    return redirect("people:helped")


@require_http_methods(["GET", "HEAD", "POST"])
@for_one_reader
def helped(request: HttpRequest) -> HttpResponse:
    """Six digits are asked for; for whoever has given them, or scanned, whether it is them."""
    if "pass" in request.POST:
        return _take(request, request.POST["pass"])
    if request.method != "POST":
        text = request.session.get(HELP, "")
        return _confirm_help(request, text) if tokens.shown(HELP, text) else _ask_digits(request, DigitsForm())
    form = DigitsForm(request.POST)
    if not form.is_valid():
        return _ask_digits(request, form)
    if not (limits.within(request, "helped") and limits.within(request, "helped_failed", only_look=True)):
        return refused("often")
    offer = AssistedSignIn.objects.with_digits(form.cleaned_data["code"])
    if offer is None:
        limits.within(request, "helped_failed")
        form.add_error("code", _("没有这个号码，或者过了 5 分钟。请看清帮忙的人手机上的 6 个数字，再输一次。"))
        return _ask_digits(request, form)
    request.session[HELP] = tokens.a_pass(HELP, offer.pk)
    return redirect("people:helped")


def _ask_digits(request: HttpRequest, form: DigitsForm) -> HttpResponse:
    return render(request, "people/cards/digits.html", {"form": form}, status=422 if form.is_bound else 200)


def _confirm_help(request: HttpRequest, text: str) -> HttpResponse:
    shown = tokens.shown(HELP, text)
    offers = AssistedSignIn.objects.waiting().select_related("learner", "helper")
    offer = offers.filter(pk=shown[0]).first() if shown else None
    if offer is None:
        request.session.pop(HELP, None)
        return refused("code")
    context = {"learner": offer.learner, "helper": offer.helper, "pass": text, "action": "people:helped"}
    return render(request, "people/cards/confirm.html", context)


@transaction.atomic
def _take(request: HttpRequest, text: str) -> HttpResponse:
    request.session.pop(HELP, None)
    if request.POST.get("not_me"):
        return redirect("people:helped")
    shown = tokens.shown(HELP, text)
    offer = actions.take_help(pk=shown[0], tap=shown[1]) if shown else None
    if offer is None:
        return refused("code")
    if offer.learner.is_active and not User.objects.only_learning().filter(pk=offer.learner_id).exists():
        return refused("office")
    response, session_key = sign_in(request, offer.learner, method="helped")
    AssistedSignIn.objects.filter(pk=offer.pk).update(session_key=session_key)
    return response


def helpers_only(view: View) -> View:
    """A page that is not there for whoever may not help."""

    @for_one_reader
    @login_required
    @wraps(view)
    def careful(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("people.help_sign_in"):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View, careful)


@require_safe
@helpers_only
def help_somebody(request: HttpRequest) -> HttpResponse:
    """The learners of where the helper works, to choose who sits beside."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:60]
    learners = learners_seen_by(cast(User, request.user)).order_by("display_name", "pk")
    if query:
        learners = learners.filter(Q(display_name__icontains=query) | Q(username__icontains=query))
    page = Paginator(learners.prefetch_related("memberships__organisation"), A_PAGE).get_page(request.GET.get("p"))
    return render(request, "people/cards/help_somebody.html", {"page": page, "query": query})


@require_POST
@helpers_only
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    helper = cast(User, request.user)
    learner = get_object_or_404(learners_seen_by(helper), pk=pk)
    if not limits.within(request, "help"):
        return refused("often")
    offered = actions.offer_help(learner=learner, helper=helper)
    return redirect("people:offered", offered.pk)


@require_safe
@helpers_only
def offered(request: HttpRequest, pk: int) -> HttpResponse:
    """The digits and the code while they wait to be used; then that she is in."""
    mine = AssistedSignIn.objects.filter(helper=cast(User, request.user)).select_related("learner")
    found = get_object_or_404(mine, pk=pk)
    context = {"offered": found, "learner": found.learner, "site": urljoin(settings.WAGTAILADMIN_BASE_URL, "/")}
    if found.is_waiting:
        address = urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("people:help_open", args=[found.token]))
        context["qr"] = f"data:image/png;base64,{b64encode(qr.png(address, dot=6, border=4)).decode()}"
    return render(request, "people/cards/offered.html", context)


@require_POST
@helpers_only
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """It was somebody else who got in: out with them."""
    found = get_object_or_404(AssistedSignIn.objects.used().filter(helper=cast(User, request.user)), pk=pk)
    actions.end_assisted(found)
    messages.success(request, _("已收回：用这个号码登录的地方退出了。"))
    return redirect("people:help")
