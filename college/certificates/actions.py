"""Issuing: a certificate is numbered, drawn and kept, once for an occasion, however many ask at the same moment.

Those of one award are issued together: what they share is asked for once, and they are drawn beside one another.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from college.certificates.badges import credential, keys
from college.certificates.content import Content, Details, local_date, said_by
from college.certificates.drawing import to_draw
from college.certificates.models import Award, Certificate, Layout, SerialCounter
from college.certificates.serials import compose
from college.certificates.xapi import tell_of_an_award
from college.progress.models import Enrolment

if TYPE_CHECKING:
    from college.people.models import User

NOTHING_SAID = Details()
DRAWN_AT_ONCE = 2
"""Typst leaves the interpreter free: one more thread than the one that signs keeps two cores busy."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Whom a certificate is for, and on what grounds."""

    person: "User"
    enrolments: Sequence[Enrolment] = ()
    details: Details = NOTHING_SAID
    occasion: str = ""
    by: "User | None" = None
    instead_of: Certificate | None = None
    """Their last, revoked one."""


def completed(award: Award, person: "User") -> list[Enrolment]:
    """The person's enrolments in all the award's courses, in their order; none unless all are completed."""
    return completed_by(award, [person.pk])[person.pk]


def completed_by(award: Award, people: Iterable[int]) -> dict[int, list[Enrolment]]:
    """The same of several, by their keys."""
    asked = list(award.required.values_list("course", flat=True))
    found: dict[int, dict[int, Enrolment]] = {person: {} for person in people}
    if asked:
        done = Enrolment.objects.filter(learner__in=found, course__in=asked, completed_at__isnull=False)
        for row in done.prefetch_related("course"):
            found[row.learner_id][row.course_id] = row
    return {
        person: [rows[course] for course in asked] if len(rows) == len(asked) else [] for person, rows in found.items()
    }


def locked(person: "User") -> "User":
    return all_locked([person])[person.pk]


def all_locked(people: Iterable["User"]) -> dict[int, "User"]:
    """By their keys, and in the order of these, so that nobody who locks several waits for ever."""
    rows = get_user_model().objects.select_for_update(no_key=True).filter(pk__in=[person.pk for person in people])
    return {row.pk: row for row in rows.order_by("pk")}


def issue(award: Award, claim: Claim) -> Certificate | None:
    """The certificate for this occasion, issued now or before; None if the person serves as none of the award's kinds.

    Whether the conditions of the award hold was looked at by who calls.
    """
    return issue_all(award, [claim])[0]


@transaction.atomic
def issue_all(award: Award, claims: Sequence[Claim]) -> list[Certificate | None]:
    """The same for several, in their order: all of them or, where one cannot be issued, none."""
    if not award.is_active:
        return [None] * len(claims)
    # The lock on the person makes whoever erases them wait, and who issues to them at the same moment: the first sees
    # this certificate, the second that it is given. Before the lock on the counter, so that nobody waits for ever.
    people = all_locked(claim.person for claim in claims)
    serving = award.serving(people)
    standing = _not_taken_back(claims)
    rows = award.certificates.filter(holder__in=people).order_by("pk")
    given = {(row.holder_id, row.occasion): row for row in rows}
    now = timezone.now()
    said = said_by(award, local_date(now))
    issued: list[Certificate | None] = []
    drafts: list[tuple[Certificate, Content]] = []
    for claim in claims:
        person = people[claim.person.pk]
        last = given.get((person.pk, claim.occasion))
        rests_on = {each.pk for each in claim.enrolments}
        if not (person.is_active and serving[person.pk].kinds and rests_on <= standing):
            issued.append(None)
        elif last and last != claim.instead_of:
            issued.append(None if last.revoked_at else last)
        else:
            draft = _draft(award, person, claim)
            drafts.append((draft, Content.of(said, person, serving[person.pk], claim.details, claim.enrolments)))
            issued.append(draft)
            given[person.pk, claim.occasion] = draft
    record(award, drafts, now)
    return issued


def _not_taken_back(claims: Iterable[Claim]) -> set[int]:
    """Of the enrolments that these rest on, those still completed: that is looked at and undone under the same lock."""
    keys_of_all = [each.pk for claim in claims for each in claim.enrolments]
    return set(Enrolment.objects.completed().filter(pk__in=keys_of_all).values_list("pk", flat=True))


def _draft(award: Award, person: "User", claim: Claim) -> Certificate:
    return Certificate(
        award=award,
        holder=person,
        enrolment=max(claim.enrolments, key=attrgetter("completed_at"), default=None),
        occasion=claim.occasion,
        issued_by=claim.by,
        predecessor=claim.instead_of,
        succession=Certificate.Succession.REISSUE if claim.instead_of else "",
    )


def record(award: Award, drafts: Sequence[tuple[Certificate, Content]], at: datetime) -> None:
    """Numbers, draws, signs and keeps them; or nothing at all: raises `badges.keys.KeyUnavailable`."""
    if not drafts:
        return
    year = local_date(at).year
    # The lock on the counter makes everyone who issues in this issuer's name wait here: no number is given twice
    # or lost.
    counter, _ = SerialCounter.objects.select_for_update().get_or_create(issuer=award.issuer, year=year)
    first = counter.last + 1
    counter.last += len(drafts)
    counter.save(update_fields=["last"])
    layout, key = Layout.for_award(award), keys.in_use()
    papers: list[Future[bytes]] = []
    with ThreadPoolExecutor(DRAWN_AT_ONCE) as pool:
        for number, (certificate, content) in enumerate(drafts, start=first):
            certificate.serial = compose(award.issuer.code, year, number)
            certificate.code = get_random_string(12)
            certificate.content = content.as_json()
            certificate.issued_at = at
            certificate.valid_until = content.valid_until
            certificate.layout = certificate.layout or layout
            drawing = to_draw(
                content,
                layout=certificate.layout,
                serial=certificate.serial,
                verify_url=certificate.verify_url,
                issued_at=at,
            )
            papers.append(pool.submit(drawing))
            signed = credential.sign(certificate, key)
            certificate.credential, certificate.credential_jwt, certificate.key = signed.json, signed.jwt, key.row
    for (certificate, _content), paper in zip(drafts, papers, strict=True):
        certificate.pdf = paper.result()
        certificate.pdf_sha256 = sha256(certificate.pdf).hexdigest()
    Certificate.objects.bulk_create(certificate for certificate, _content in drafts)
    for certificate, _content in drafts:
        transaction.on_commit(partial(tell_of_an_award, certificate.pk), robust=True)
