"""Cards at the office's desk: who has one, making and revoking them, and who helped whom."""

from datetime import timedelta
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from college.people.cards import actions
from college.people.cards.forgetting import HELP_KEPT
from college.people.cards.sheets import sheets
from college.people.models import AssistedSignIn, Organisation, PictureCode, SignInCard, User
from college.people.querysets import UserQuerySet
from college.people.working import at_or_below, learners_seen_by

A_PAGE = 50
AT_ONCE = 200
"""Cards of one printing: twenty sheets."""
DIGITS_OF_A_KEY = 19
STATES = {"with": _("有卡的"), "without": _("没有卡的"), "locked": _("四图停用的")}


class Asked:
    """Which of the learners that somebody sees are wanted: by name, organisation and card."""

    def __init__(self, user: User, asked: Any) -> None:
        self.user = user
        self.name = asked.get("q", "").replace("\0", "").strip()[:60]
        self.state = asked.get("state", "") if asked.get("state") in STATES else ""
        place = asked.get("organisation", "")
        self.organisation = next((each for each in self.organisations if str(each.pk) == place), None)

    @cached_property
    def organisations(self) -> list[Organisation]:
        return list(Organisation.objects.filter(at_or_below(self.user)))

    def learners(self) -> UserQuerySet:
        found = learners_seen_by(self.user).order_by("display_name", "pk")
        if self.organisation:
            found = found.in_subtree(self.organisation)
        if self.name:
            found = found.filter(Q(display_name__icontains=self.name) | Q(username__icontains=self.name))
        if self.state == "locked":
            return found.filter(picture_code__wrong__gte=actions.WRONG_TRIES)
        if self.state:
            card = SignInCard.objects.in_use().filter(learner=OuterRef("pk"))
            return found.filter(Exists(card) if self.state == "with" else ~Exists(card))
        return found

    @property
    def query(self) -> str:
        place = str(self.organisation.pk) if self.organisation else ""
        return urlencode({"q": self.name, "organisation": place, "state": self.state})


class CardsPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "key"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("people.manage_cards"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": reverse("people_cards"), "label": _("登录卡")}]


class CardsView(CardsPage):
    """The learners of where somebody works, each with the card in use."""

    template_name = "people/admin/cards/cards.html"
    page_title = _("登录卡")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Asked(self.user, self.request.GET)
        cards = Prefetch("sign_in_cards", SignInCard.objects.in_use(), to_attr="cards_in_use")
        learners = asked.learners().select_related("picture_code")
        learners = learners.prefetch_related("memberships__organisation", cards)
        page = Paginator(learners, A_PAGE).get_page(self.request.GET.get("p"))
        found = {"asked": asked, "states": STATES, "page": page, "at_once": AT_ONCE}
        return super().get_context_data(**kwargs, **found)


class CardsDoView(View):
    """What is done with the learners that were ticked, or with all that were asked for."""

    def post(self, request: HttpRequest, do: str) -> HttpResponseBase:
        if not request.user.has_perm("people.manage_cards"):
            raise PermissionDenied
        self.user, self.asked = cast(User, request.user), Asked(cast(User, request.user), request.POST)
        return cast(HttpResponseBase, getattr(self, do)())

    def chosen(self) -> UserQuerySet:
        typed = self.request.POST.getlist("chosen")[:AT_ONCE]
        pks = [pk for pk in typed if pk.isascii() and pk.isdigit() and len(pk) < DIGITS_OF_A_KEY]
        return learners_seen_by(self.user).filter(pk__in=pks)

    def back(self, words: str, level: int = messages.SUCCESS) -> HttpResponse:
        messages.add_message(self.request, level, words)
        return redirect(f"{reverse('people_cards')}?{self.asked.query}")

    def make(self) -> HttpResponse:
        """For those ticked, who lose the card they have; `to=missing`: for all asked for who have none."""
        if self.request.POST.get("to") == "missing":
            card = SignInCard.objects.in_use().filter(learner=OuterRef("pk"))
            wanted = self.asked.learners().filter(~Exists(card))
        else:
            wanted = self.chosen()
        wanted = wanted.order_by("display_name", "pk").prefetch_related("memberships__organisation")
        with transaction.atomic():  # a sheet that cannot be drawn leaves the old cards as they are
            made = actions.make_cards(learners=wanted[:AT_ONCE], by=self.user)
            if not made:
                return self.back(str(_("没有要制卡的人：请先勾选，或者大家都已经有卡了。")), messages.WARNING)
            pdf = sheets(made, made_at=timezone.now())
        name = f"cards-{localdate():%Y-%m-%d}-{made[0][0].number}.pdf"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    def revoke(self) -> HttpResponse:
        cards = SignInCard.objects.in_use().filter(learner__in=self.chosen())
        return self.revoked(actions.revoke(cards))

    def revoke_all(self) -> HttpResponse:
        """Of all asked for: says first how many that is."""
        cards = SignInCard.objects.in_use().filter(learner__in=self.asked.learners())
        if self.request.POST.get("sure") != "yes":
            context = {"asked": self.asked, "count": cards.count()}
            return render(self.request, "people/admin/cards/revoke_all.html", context)
        return self.revoked(actions.revoke(cards))

    def revoked(self, count: int) -> HttpResponse:
        words = ngettext(
            "作废了 %(count)s 张卡，用这些卡登录的地方都退出了。",
            "作废了 %(count)s 张卡，用这些卡登录的地方都退出了。",
            count,
        )
        return self.back(words % {"count": count})

    def pictures(self) -> HttpResponse:
        count, _kinds = PictureCode.objects.filter(learner__in=self.chosen()).delete()
        words = ngettext("%(count)s 位学员下次用卡时重新选四张图。", "%(count)s 位学员下次用卡时重新选四张图。", count)
        return self.back(words % {"count": count})


class HelpedView(CardsPage):
    """Who was signed in by whom: the learners that somebody sees."""

    template_name = "people/admin/cards/helped.html"
    page_title = _("帮人登录的记录")

    def rows(self) -> QuerySet[AssistedSignIn]:
        people = User.objects.all() if self.user.is_superuser else learners_seen_by(self.user)
        used = AssistedSignIn.objects.used().filter(learner__in=people)
        return used.select_related("learner", "helper").order_by("-used_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows(), A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs, page=page, days=HELP_KEPT // timedelta(days=1))


urlpatterns: list[URLPattern] = [
    path("cards/", CardsView.as_view(), name="people_cards"),
    path("cards/helped/", HelpedView.as_view(), name="people_cards_helped"),
    *(
        path(f"cards/{do}/", CardsDoView.as_view(), {"do": do}, name=f"people_cards_{do}")
        for do in ("make", "revoke", "revoke_all", "pictures")
    ),
]
