"""Bringing a text, waiting for it, reading it, keeping it. It is the reader's alone: to others it is not there."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college.literacy.letters import actions
from college.literacy.letters.forms import PhotoForm, TextForm
from college.literacy.letters.models import Letter, Photo
from college.literacy.letters.page import COOKIE, Pinyin, chosen, laid_out
from college.people.models import User

YEAR = 365 * 24 * 3600
ON_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """A photo or a text in, and the letters that were kept."""
    learner = cast(User, request.user)
    is_photo, is_text = "send_photo" in request.POST, "send_text" in request.POST
    refusal = getattr(request, "upload_refusal", "")
    photo_form = PhotoForm(request.POST, request.FILES, refusal=refusal) if is_photo else PhotoForm()
    text_form = TextForm(request.POST) if is_text else TextForm()
    if is_photo and photo_form.is_valid():
        return redirect("literacy:letter", actions.begin_photo(learner=learner, jpeg=photo_form.jpeg).pk)
    if is_text and text_form.is_valid():
        letter = actions.begin_text(learner=learner, text=text_form.cleaned_data["text"])
        return redirect("literacy:letter", letter.pk)
    kept = Letter.objects.of(learner).kept()
    context = {
        "photo_form": photo_form,
        "text_form": text_form,
        "leaf": Paginator(kept, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "literacy/letters/begin.html", context)


@require_safe
@never_cache
@login_required
def letter(request: HttpRequest, pk: str) -> HttpResponse:
    letter = _mine(request, pk)
    if letter.state != Letter.State.DONE:
        return render(
            request, "literacy/letters/waiting.html", {"letter": letter, "reason": letter.error and _(letter.error)}
        )
    pinyin = chosen(request)
    context = {
        "letter": letter,
        "paragraphs": laid_out(letter, pinyin=pinyin),
        "pinyin": pinyin,
        "choices": Pinyin.choices,
        "has_photo": Photo.objects.filter(letter=letter).exists(),
    }
    return render(request, "literacy/letters/letter.html", context)


@require_safe
@never_cache
@login_required
def photo(request: HttpRequest, pk: str) -> HttpResponse:
    photo = get_object_or_404(Photo, letter__in=Letter.objects.of(request.user), letter=pk)
    return HttpResponse(bytes(photo.jpeg), content_type="image/jpeg")


@require_POST
@login_required
def keep(request: HttpRequest, pk: str) -> HttpResponse:
    actions.keep(letter=_mine(request, pk))
    messages.success(request, _("留好了。以后在“读给我听”里能找到。"))
    return redirect("literacy:letter", pk)


@require_POST
@login_required
def close(request: HttpRequest, pk: str) -> HttpResponse:
    """Told by the page when it is left."""
    actions.close(letter=_mine(request, pk))
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def discard(request: HttpRequest, pk: str) -> HttpResponse:
    """Asks first."""
    letter = _mine(request, pk)
    if request.method != "POST":
        return render(request, "literacy/letters/discard.html", {"letter": letter})
    actions.discard(letter=letter)
    messages.success(request, _("删掉了。"))
    return redirect("literacy:read")


@require_POST
def choose_pinyin(request: HttpRequest) -> HttpResponse:
    """Remembered on this device; goes back to where the reader was."""
    choice, back = request.POST.get("pinyin", ""), request.POST.get("next", "")
    if choice not in Pinyin.values:
        return HttpResponseBadRequest()
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if is_ours else "literacy:read")
    response.set_cookie(COOKIE, choice, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def _mine(request: HttpRequest, pk: str) -> Letter:
    found = Letter.objects.of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
