"""A certificate that asks a reviewer and the public, with somebody at each stage of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from college.certificates.actions import Claim
from college.certificates.content import Details
from college.certificates.models import Award, Nomination, PublicityList, Template
from college.certificates.nominating import approve, nominate
from college.people.models import User
from demo import content
from demo.people import issuer

REVIEWER = "hejing"


@transaction.atomic
def add_public_proof() -> None:
    people = content.read("people")
    fields = people["public_proof"]
    if Award.objects.filter(title=fields["title"], issuer__code=people["issuer"]["code"]).exists():
        return
    reviewer = User.objects.filter(username=REVIEWER).first()
    if not reviewer:
        return
    template = Template.objects.filter(name=fields["template"]).first()
    award = Award.objects.create(**{**fields, "template": template, "issuer": issuer()})
    award.reviewers.add(reviewer)
    for entry in people["nominated"]:
        _nominate(award, entry, reviewer)
    today = timezone.localdate()
    # Otherwise there would be nothing to see before tomorrow.
    PublicityList.objects.filter(award=award).update(starts_on=today, ends_on=today + timedelta(days=6))


def _nominate(award: Award, entry: content.Entry, reviewer: User) -> None:
    person = User.objects.filter(username=entry["username"]).first()
    if not person:
        return
    details = Details(hours=entry["hours"], service=entry["service"])
    nomination = nominate(award, Claim(person=person, details=details, by=reviewer))
    if entry.get("is_approved") and isinstance(nomination, Nomination):
        approve(nomination=nomination, by=reviewer)
