"""Scanning a card, saying "that is me", four pictures.

Opening an address signs nobody in: phones, chats and browsers open addresses on their own. The token is put away at
once, so that it stays in no history and no address bar; what goes on from page to page is a pass for ten minutes, in
the form rather than in the session, so that a second tap of the same button does what the first did.
"""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from college.people.cards import actions, limits, pictures, tokens
from college.people.cards.answers import for_one_reader, refused
from college.people.cards.models import WRONG_TRIES, PictureCode, SignInCard, pictures_are_asked
from college.people.cards.signing_in import sign_in
from college.people.models import User

CARD = "card"


@require_safe
@for_one_reader
def open_card(request: HttpRequest, token: str) -> HttpResponse:
    """Where the QR code leads. Changes nothing but what this browser is asked next."""
    if not limits.within(request, "card_failed", only_look=True):
        return refused("often")
    card = SignInCard.objects.with_token(token).first()
    if card is None or card.revoked_at:
        limits.within(request, "card_failed")
        return refused("revoked" if card else "unknown")
    request.session[CARD] = tokens.a_pass(CARD, card.pk)
    return redirect("people:card")


@require_http_methods(["GET", "HEAD", "POST"])
@for_one_reader
def card(request: HttpRequest) -> HttpResponse:
    """How to use a card; for whoever has just shown one, whether it is them."""
    text = request.POST.get("pass") or request.session.get(CARD, "")
    shown = tokens.shown(CARD, text)
    if request.method == "POST" and request.POST.get("not_me"):
        request.session.pop(CARD, None)
        return redirect("people:card")
    if shown is None:
        return refused("expired") if request.method == "POST" else render(request, "people/cards/how.html")
    found = SignInCard.objects.in_use().select_related("learner").filter(pk=shown[0]).first()
    if found is None:
        request.session.pop(CARD, None)
        return refused("revoked")
    if request.user == found.learner:
        return redirect("/my/")
    if request.method == "POST":
        return _go_on(request, found, text)
    return render(
        request, "people/cards/confirm.html", {"learner": found.learner, "pass": text, "action": "people:card"}
    )


def _go_on(request: HttpRequest, card: SignInCard, text: str) -> HttpResponse:
    if reason := _why_refused(request, card):
        return refused(reason)
    if pictures_are_asked(card.learner):
        return _ask_pictures(request, card, text)
    return _enter(request, card)


def _why_refused(request: HttpRequest, card: SignInCard) -> str:
    if not limits.within(request, "card", key=str(card.pk)):
        return "often"
    learner = card.learner
    if learner.is_active and not User.objects.only_learning().filter(pk=learner.pk).exists():
        return "office"
    return ""


@transaction.atomic
def _enter(request: HttpRequest, card: SignInCard) -> HttpResponse:
    """The card is held meanwhile: whoever revokes it at this moment ends what begins here."""
    if not SignInCard.objects.select_for_update().in_use().filter(pk=card.pk).exists():
        return refused("revoked")
    response, session_key = sign_in(request, card.learner, method="card")
    request.session.pop(CARD, None)
    if session_key:
        actions.use_card(card=card, session_key=session_key)
    return response


@require_POST
@for_one_reader
def four_pictures(request: HttpRequest) -> HttpResponse:
    """One more picture was tapped; with the fourth they are compared, or kept if they are the learner's first."""
    text = request.POST.get("pass", "")
    shown = tokens.shown(CARD, text)
    if shown is None:
        return refused("expired")
    card = SignInCard.objects.in_use().select_related("learner").filter(pk=shown[0]).first()
    if card is None:
        return refused("revoked")
    if request.POST.get("again"):
        return _ask_pictures(request, card, text)
    so_far = pictures.chosen(request.POST.get("chosen", ""), then=request.POST.get("picture", ""))
    first = pictures.chosen(request.POST.get("first", ""))
    if len(so_far) < pictures.MANY:
        return _ask_pictures(request, card, text, so_far=so_far, first=first)
    if reason := _why_refused(request, card):
        return refused(reason)
    if PictureCode.objects.filter(learner=card.learner).exists():
        return _compared(request, card, text, so_far)
    if not first:
        return _ask_pictures(request, card, text, first=so_far)
    if so_far != first:
        return _ask_pictures(request, card, text, wrong=_("两次选的不一样。没关系，重新选四张图。"))
    actions.choose_pictures(learner=card.learner, pictures=so_far)
    return _enter(request, card)


def _compared(request: HttpRequest, card: SignInCard, text: str, so_far: list[str]) -> HttpResponse:
    if actions.pictures_are_right(learner=card.learner, pictures=so_far):
        return _enter(request, card)
    left = WRONG_TRIES - PictureCode.objects.get(learner=card.learner).wrong
    if left <= 0:
        return refused("locked")
    sentence = _("这四张图不对。请想一想，按原来的顺序再选一次，还可以试 %(left)s 次。") % {"left": left}
    return _ask_pictures(request, card, text, wrong=sentence)


def _ask_pictures(
    request: HttpRequest,
    card: SignInCard,
    text: str,
    *,
    so_far: list[str] | None = None,
    first: list[str] | None = None,
    wrong: str = "",
) -> HttpResponse:
    code = PictureCode.objects.filter(learner=card.learner).first()
    if code and code.is_locked:
        return refused("locked")
    shown = {
        "pass": text,
        "learner": card.learner,
        "pictures": pictures.PICTURES,
        "chosen": so_far or [],
        "first": first or [],
        "is_first_time": code is None,
        "wrong": wrong,
        "places": range(1, pictures.MANY + 1),
    }
    return render(request, "people/cards/pictures.html", shown, status=422 if wrong else 200)
