"""The demo's district and its people."""

from io import BytesIO
from itertools import cycle

from django.contrib.auth.models import Group
from django.db import transaction

from college.certificates.artwork import keep
from college.certificates.models import Artwork, Award, Issuer, Signatory, Template
from college.people.cards.sheets import address
from college.people.cards.tokens import digest
from college.people.models import Membership, Organisation, SignInCard, StaffKind, User
from demo import content
from demo.drawing.seal import seal, signature


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


def add_classmates() -> list[User]:
    """The rest of a class of forty, in turn of one community and the other; those that are missing are made."""
    entry = content.read("people")["classmates"]
    names = {f"classmate{number:02}": name for number, name in enumerate(entry["names"].split(), 1)}
    found = list(User.objects.filter(username__in=names))
    missing = sorted(names.keys() - {learner.username for learner in found})
    places = cycle(organisation(name) for name in entry["organisations"]) if missing else ()
    return [
        *found,
        *(classmate(username, names[username], place) for username, place in zip(missing, places, strict=False)),
    ]


@transaction.atomic
def classmate(username: str, name: str, place: Organisation) -> User:
    made = User.objects.create_user(username=username, display_name=name)
    Membership.objects.create(user=made, organisation=place, kind=StaffKind.LEARNER)
    return made


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


@transaction.atomic
def issuer() -> Issuer:
    fields = dict(content.read("people")["issuer"])
    where = organisation(fields.pop("organisation"))
    if found := Issuer.objects.filter(organisation=where).first():
        return found
    signed_by = fields.pop("signed_by")
    made = Issuer(organisation=where, seal=_ink(seal(where.name)), **fields)
    made.signatories.add(Signatory(**signed_by, signature=_ink(signature(signed_by["name"]))))
    made.save()
    return made


def _ink(drawn: BytesIO) -> Artwork:
    return keep(drawn, size=len(drawn.getvalue()), is_ink=True)


def add_service_proof() -> None:
    """What volunteers are given for what they did, not for what they learned: by hand or by a list."""
    fields = content.read("people")["service_proof"]
    template = Template.objects.filter(name=fields["template"]).first()
    if not Award.objects.filter(title=fields["title"], issuer=issuer()).exists():
        Award.objects.create(**{**fields, "template": template, "issuer": issuer()})
