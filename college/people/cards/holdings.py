"""What is held of a person's cards, pictures and helpers. All of it goes when they are erased."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.people.cards import actions
from college.people.models import AssistedSignIn, CardSignIn, PictureCode, SignInCard, User
from college.people.privacy.holdings import Held, plain
from college.people.privacy.pseudonyms import Pseudonym


@hooks.register("person_data", order=-1)
def ways_in(person: User) -> list[Held]:
    return [
        Held(
            key="sign_in_cards",
            title=_("您的登录卡"),
            rows=SignInCard.objects.filter(learner=person).order_by("pk"),
            of=("people.SignInCard.learner",),
            columns={"number": "pk"} | plain("made_at", "last_used_at", "revoked_at"),
            words={"number": _("卡上的编号")},
        ),
        Held(
            key="card_sign_ins",
            title=_("最近用登录卡登录的时间"),
            rows=CardSignIn.objects.filter(card__learner=person).order_by("at"),
            of=("people.CardSignIn.card",),
            columns=plain("at"),
        ),
        Held(
            key="picture_code",
            title=_("四图密码（只有您知道是哪四张图）"),
            rows=PictureCode.objects.filter(learner=person),
            of=("people.PictureCode.learner",),
            columns=plain("chosen_at"),
        ),
        Held(
            key="assisted_sign_ins",
            title=_("别人帮您登录，和您帮别人登录"),
            rows=AssistedSignIn.objects.used().filter(Q(learner=person) | Q(helper=person)).order_by("used_at"),
            of=("people.AssistedSignIn.learner", "people.AssistedSignIn.helper"),
            columns=plain("used_at"),
        ),
    ]


@hooks.register("person_data_left_out")
def left_out() -> dict[str, str]:
    return {"people.SignInCard.made_by": "cards of others; the log of the office's work"}


@hooks.register("erase_person")
def erase(person: User, pseudonym: Pseudonym) -> None:
    actions.revoke(SignInCard.objects.filter(learner=person))
    for model in (SignInCard, PictureCode, AssistedSignIn):
        model._default_manager.filter(learner=person).delete()
    AssistedSignIn.objects.filter(helper=person).update(helper=None)
    SignInCard.objects.filter(made_by=person).update(made_by=None)
