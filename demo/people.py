"""The demo's district and its people."""

from django.contrib.auth.models import Group
from django.db import transaction

from college.certificates.models import Issuer
from college.people.cards.sheets import address
from college.people.cards.tokens import digest
from college.people.models import Membership, Organisation, SignInCard, User
from demo import content


def organisation(name: str) -> Organisation:
    """The organisation of this name in the demo's district, added with those above it if it is missing."""
    entry = next(entry for entry in content.read("people")["organisations"] if entry["name"] == name)
    above = organisation(entry["above"]) if "above" in entry else None
    siblings = above.get_children() if above else Organisation.get_root_nodes()
    if found := siblings.filter(name=name).first():
        return found
    number = entry.get("number")
    free = None if Organisation.objects.filter(centre_number=number).exists() else number
    fields = {"name": name, "centre_number": free}
    return above.add_child(**fields) if above else Organisation.add_root(**fields)


def add_organisations() -> None:
    entries = content.read("people")["organisations"]
    if Organisation.objects.filter(name__in=[entry["name"] for entry in entries]).count() < len(entries):
        for entry in entries:
            organisation(entry["name"])


def add_accounts() -> None:
    people = content.read("people")
    known = set(User.objects.values_list("username", flat=True))
    for entry in people["accounts"]:
        if entry["username"] not in known:
            add_account(entry, people["password"])


@transaction.atomic
def add_account(entry: content.Entry, password: str) -> User:
    phone = entry.get("phone")
    free = phone if phone and not User.objects.filter(phone=phone).exists() else None
    user = User.objects.create_user(
        username=entry["username"],
        password=password,
        display_name=entry["display_name"],
        phone=free,
        phone_verified=bool(free),
        text_size=entry.get("text_size", "standard"),
        is_superuser=entry.get("is_superuser", False),
        is_staff=entry.get("is_superuser", False),
    )
    user.groups.set(Group.objects.filter(name__in=entry.get("groups", [])))
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation(serves["organisation"]), kind=serves["kind"])
        for serves in entry["memberships"]
    )
    return user


def add_cards() -> None:
    """Whose token is known, like the passwords here: nobody has to print a card to try one."""
    for entry in content.read("people")["accounts"]:
        learner = User.objects.filter(username=entry["username"]).first() if "card" in entry else None
        if learner and not SignInCard.objects.filter(learner=learner).exists():
            SignInCard.objects.create(learner=learner, digest=digest(entry["card"]))


def cards() -> dict[str, str]:
    """Where the QR code on a card leads, by name, while it is in use."""
    entries = [entry for entry in content.read("people")["accounts"] if "card" in entry]
    in_use = SignInCard.objects.in_use()
    return {
        entry["display_name"]: address(entry["card"]) for entry in entries if in_use.with_token(entry["card"]).exists()
    }


def issuer() -> Issuer:
    fields = dict(content.read("people")["issuer"])
    return Issuer.objects.get_or_create(organisation=organisation(fields.pop("organisation")), defaults=fields)[0]
