"""What is held of certificates and their holders. A certificate outlives its holder's name: it stays true."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.certificates.models import Award, Certificate, IssueList, Nomination
from college.certificates.wallet import pictures
from college.people.privacy.holdings import Held, HeldFile, plain

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym

OF_ONE = (
    *("serial", "code", "issued_at", "content", "valid_until", "reminded_at", "share_token", "pdf_sha256"),
    *("succession", "succession_reason", "superseded_at", "renewed_at", "revoked_at", "revocation_reason"),
)
WORDS = {
    "award": _("发证规则"),
    "certificate": _("证书"),
    "details": _("证书内容"),
    "starts_on": _("公示开始"),
    "ends_on": _("公示结束"),
}
TELLING = ("holder_en", "identity", "volunteer_number")
WRITTEN = ("service", "notes")
LONGEST_OCCASION = Certificate._meta.get_field("occasion").max_length
LONGEST_REASON = Certificate._meta.get_field("revocation_reason").max_length


@hooks.register("person_data", order=30)
def certificates(person: "User") -> list[Held | HeldFile]:
    held = Certificate.objects.of(person).order_by("issued_at", "pk")
    return [
        Held(
            key="certificates",
            title=_("您的证书"),
            rows=held,
            of=(
                "certificates.Certificate.holder",
                "certificates.Certificate.enrolment",
                "certificates.Certificate.predecessor",
            ),
            columns=plain(*OF_ONE),
            words={"share_token": _("分享链接的口令")},
        ),
        Held(
            key="certificates_revoked_by_you",
            title=_("您撤销过的证书"),
            rows=Certificate.objects.filter(revoked_by=person).order_by("revoked_at"),
            of=("certificates.Certificate.revoked_by",),
            columns=plain("serial", "revoked_at", "revocation_reason"),
        ),
        Held(
            key="certificates_issued_by_you",
            title=_("您发过的证书"),
            rows=Certificate.objects.filter(issued_by=person).order_by("issued_at", "pk"),
            of=("certificates.Certificate.issued_by",),
            columns=plain("serial", "issued_at"),
        ),
        *(pdf_of(serial) for serial in held.filter(erased_at=None).values_list("serial", flat=True)),
    ]


@hooks.register("person_data", order=31)
def nominations(person: "User") -> list[Held]:
    return [
        Held(
            key="nominations",
            title=_("您等候审核或公示的证书"),
            rows=Nomination.objects.of(person).order_by("made_at", "pk"),
            of=("certificates.Nomination.person", "certificates.Nomination.certificate"),
            columns={"award": "award__title", "certificate": "certificate__serial"}
            | {"starts_on": "publicity__starts_on", "ends_on": "publicity__ends_on"}
            | plain("occasion", "details", "state", "made_at", "decided_at", "remark"),
            words=WORDS,
        ),
        Held(
            key="nominated_by_you",
            title=_("您提名的人次"),
            rows=Nomination.objects.filter(made_by=person).order_by("made_at", "pk"),
            of=("certificates.Nomination.made_by",),
            columns={"award": "award__title"} | plain("made_at", "occasion"),
            words=WORDS,
        ),
        Held(
            key="decided_by_you",
            title=_("您审核过的人次"),
            rows=Nomination.objects.filter(decided_by=person).order_by("decided_at", "pk"),
            of=("certificates.Nomination.decided_by",),
            columns={"award": "award__title"} | plain("decided_at", "state", "remark"),
            words=WORDS,
        ),
        Held(
            key="reviewer_of",
            title=_("请您审核的发证规则"),
            rows=Award.objects.filter(reviewers=person).order_by("pk"),
            of=("certificates.Award.reviewers",),
            columns=plain("title"),
        ),
        Held(
            key="lists_by_you",
            title=_("您按名单发的证书"),
            rows=IssueList.objects.filter(made_by=person).order_by("made_at", "pk"),
            of=("certificates.IssueList.made_by",),
            columns={"award": "award__title"} | plain("made_at", "file_name", "occasion", "total"),
            words=WORDS,
        ),
    ]


def pdf_of(serial: str) -> HeldFile:
    def content() -> bytes:
        return bytes(Certificate.objects.values_list("pdf", flat=True).get(serial=serial))

    return HeldFile(f"certificates/{serial}.pdf", _("证书"), content)


@hooks.register("person_names")
def names(person: "User") -> Iterable[str]:
    printed = Certificate.objects.of(person).values_list("content__holder", "content__holder_en")
    return [name for pair in printed for name in pair if name]


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    now = timezone.now()
    for certificate in Certificate.objects.of(person):
        Certificate.objects.filter(pk=certificate.pk).update(
            content=without_the_person(certificate.content, pseudonym) | {"holder": pseudonym.name},
            occasion=pseudonym.in_text(certificate.occasion)[:LONGEST_OCCASION],
            revocation_reason=pseudonym.in_text(certificate.revocation_reason)[:LONGEST_REASON],
            succession_reason=pseudonym.in_text(certificate.succession_reason)[:LONGEST_REASON],
            pdf=b"",
            credential="",
            credential_jwt="",
            share_token=None,
            erased_at=now,
        )
        transaction.on_commit(partial(pictures.forget, certificate))
    for nomination in Nomination.objects.of(person):
        is_open = nomination.state in Nomination.OPEN
        Nomination.objects.filter(pk=nomination.pk).update(
            state=Nomination.State.REFUSED if is_open else nomination.state,
            occasion=pseudonym.in_text(nomination.occasion)[:LONGEST_OCCASION],
            details=without_the_person(nomination.details, pseudonym),
            remark=pseudonym.in_text(nomination.remark)[:LONGEST_REASON],
        )
    for issue_list in IssueList.objects.exclude(state=IssueList.State.DONE).select_for_update():
        forget_in(issue_list, person)
    for award in Award.objects.filter(reviewers=person):
        award.reviewers.remove(person)


def without_the_person(said: dict[str, Any], pseudonym: "Pseudonym") -> dict[str, Any]:
    """What a certificate or a nomination says, without what tells whose it is."""
    gone = {name: "" for name in TELLING if said.get(name)}
    written = {name: pseudonym.in_text(said[name]) for name in WRITTEN if said.get(name)}
    return said | gone | written


def forget_in(issue_list: IssueList, person: "User") -> None:
    """What is to be printed stands in a list until all of it is done (see `lists.working`)."""
    rows = [{**row, "details": {}} if row["person"] == person.pk else row for row in issue_list.rows]
    if rows != issue_list.rows:
        IssueList.objects.filter(pk=issue_list.pk).update(rows=rows)
