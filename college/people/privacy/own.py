"""What this room holds of a person: the account, the memberships, what the admin's library keeps beside them."""

from functools import partial

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, ModelLogEntry
from wagtail.users.models import UserProfile

from college.people.models import Membership, User
from college.people.privacy.holdings import Held, HeldFile, plain
from college.people.privacy.pseudonyms import Pseudonym


@hooks.register("person_data", order=-1)
def account(person: User) -> list[Held | HeldFile]:
    kept: list[Held | HeldFile] = [
        Held(
            key="account",
            title=_("账户"),
            rows=User.objects.filter(pk=person.pk),
            of=(),
            columns=plain(
                *("username", "display_name", "phone", "phone_verified", "email", "text_size"),
                *("is_active", "is_superuser", "date_joined", "last_login"),
            ),
        ),
        Held(
            key="memberships",
            title=_("组织和身份"),
            rows=person.memberships.all(),
            of=("people.Membership.user",),
            columns={"organisation": "organisation__name", "kind": "kind"},
        ),
        Held(
            key="email_addresses",
            title=_("邮箱"),
            rows=EmailAddress.objects.filter(user=person),
            of=("account.EmailAddress.user",),
            columns={"email": "email", "is_verified": "verified"},
        ),
        Held(
            key="log",
            title=_("您在管理后台做过的操作，以及管理员对您的账户做过的操作"),
            rows=ModelLogEntry.objects.filter(Q(user=person) | _about(person)).order_by("timestamp"),
            of=("wagtailcore.ModelLogEntry.user",),
            # Not its label: what was done to another person would name them.
            columns={"at": "timestamp", "action": "action", "kind": "content_type__model"},
        ),
        Held(
            key="admin_preferences",
            title=_("管理后台的个人设置"),
            rows=UserProfile.objects.filter(user=person),
            of=("wagtailusers.UserProfile.user",),
            columns=plain("preferred_language", "current_time_zone", "avatar"),
        ),
    ]
    profile = UserProfile.objects.filter(user=person).exclude(avatar="").first()
    if profile and profile.avatar:
        name = profile.avatar.name.rpartition("/")[2]
        kept.append(HeldFile(f"avatar/{name}", _("头像"), lambda: profile.avatar.read()))
    return kept


@hooks.register("person_data_left_out")
def left_out() -> dict[str, str]:
    return {
        "wagtailcore.APIToken.user": "a digest of a key, of no meaning to the person",
        "wagtailadmin.EditingSession.user": "that a form is open at this moment",
        "wagtailadmin.FormState.user": "a preview's form, kept for a day at most",
        "wagtailcore.UploadedFile.uploaded_by_user": "a file between two steps of a form",
        "account.EmailConfirmation.email_address": "a link that was sent; it goes with the address",
    }


@hooks.register("erase_person")
def erase(person: User, pseudonym: Pseudonym) -> None:
    for profile in UserProfile.objects.filter(user=person):
        if profile.avatar:
            transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name), robust=True)
        profile.delete()
    for model in (EmailAddress, APIToken, EditingSession, FormState, Membership):
        model._default_manager.filter(user=person).delete()
    # The log says what was done to whom; whom is no longer to be read.
    ModelLogEntry.objects.filter(_about(person)).update(label=pseudonym.name, data={})


def _about(person: User) -> Q:
    return Q(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
