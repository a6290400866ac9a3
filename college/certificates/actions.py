"""Issuing: a certificate is numbered, drawn and kept, once for an occasion, however many ask at the same moment."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from college.certificates.badges import credential
from college.certificates.content import Content, Details, local_date
from college.certificates.drawing import draw
from college.certificates.models import Award, Certificate, Layout, SerialCounter
from college.certificates.serials import compose
from college.certificates.xapi import tell_of_an_award
from college.progress.models import Enrolment

if TYPE_CHECKING:
    from college.people.models import User

NOTHING_SAID = Details()


def completed(award: Award, person: "User") -> list[Enrolment]:
    """The person's enrolments in all the award's courses, in their order; none unless all are completed."""
    asked = list(award.required.values_list("course", flat=True))
    if not asked:
        return []
    done = Enrolment.objects.filter(learner=person, course__in=asked, completed_at__isnull=False)
    found = {row.course_id: row for row in done.select_related("course")}
    return [found[course] for course in asked] if len(found) == len(asked) else []


def issue(
    *,
    award: Award,
    person: "User",
    enrolments: Sequence[Enrolment] = (),
    details: Details = NOTHING_SAID,
    occasion: str = "",
    by: "User | None" = None,
    instead_of: Certificate | None = None,
) -> Certificate | None:
    """The certificate for this occasion, issued now or before; None if the person serves as none of the award's kinds.

    Whether the conditions of the award hold was looked at by who calls. `instead_of`: their last, revoked one.
    """
    kinds = award.kinds_of(person)
    if not award.is_active or not kinds:
        return None
    return _issue_once(award, person, kinds, enrolments, details, occasion, by, instead_of)


def locked(person: "User") -> "User":
    return get_user_model().objects.select_for_update(no_key=True).get(pk=person.pk)


@transaction.atomic
def _issue_once(
    award: Award,
    person: "User",
    kinds: list[str],
    enrolments: Sequence[Enrolment],
    details: Details,
    occasion: str,
    by: "User | None",
    instead_of: Certificate | None,
) -> Certificate | None:
    # The lock on the person makes whoever erases them wait, and who issues to them at the same moment: the first sees
    # this certificate, the second that it is given. Before the lock on the counter, so that nobody waits for ever.
    person = locked(person)
    if not person.is_active or _is_taken_back(enrolments):
        return None
    given = award.certificates.of(person).filter(occasion=occasion).order_by("pk").last()
    if given and given != instead_of:
        return None if given.revoked_at else given
    now = timezone.now()
    content = Content.of(award, person, kinds, details, enrolments, now)
    return record(
        Certificate(
            award=award,
            holder=person,
            enrolment=max(enrolments, key=attrgetter("completed_at"), default=None),
            occasion=occasion,
            issued_by=by,
            predecessor=instead_of,
            succession=Certificate.Succession.REISSUE if instead_of else "",
        ),
        content,
        now,
    )


def _is_taken_back(enrolments: Sequence[Enrolment]) -> bool:
    """Whether one was found not to be completed since it was looked at, which is done under the same lock."""
    keys = {each.pk for each in enrolments}
    return len(keys) > Enrolment.objects.completed().filter(pk__in=keys).count()


def record(certificate: Certificate, content: Content, at: datetime) -> Certificate:
    """Numbers, draws, signs and keeps it; or nothing at all: raises `badges.keys.KeyUnavailable`."""
    issuer = certificate.award.issuer
    year = local_date(at).year
    # The lock on the counter makes everyone who issues in this issuer's name wait here: no number is given twice
    # or lost.
    counter, _ = SerialCounter.objects.select_for_update().get_or_create(issuer=issuer, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    certificate.serial = compose(issuer.code, year, counter.last)
    certificate.code = get_random_string(12)
    certificate.content = content.as_json()
    certificate.issued_at = at
    certificate.valid_until = content.valid_until
    certificate.layout = certificate.layout or Layout.for_award(certificate.award)
    certificate.pdf = draw(
        content,
        layout=certificate.layout,
        serial=certificate.serial,
        verify_url=certificate.verify_url,
        issued_at=at,
    )
    certificate.pdf_sha256 = sha256(certificate.pdf).hexdigest()
    signed = credential.sign(certificate)
    certificate.credential, certificate.credential_jwt, certificate.key = signed.json, signed.jwt, signed.key
    certificate.save(force_insert=True)
    transaction.on_commit(partial(tell_of_an_award, certificate.pk), robust=True)
    return certificate
