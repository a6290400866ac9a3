"""What is held of certificates and their holders. A certificate outlives its holder's name: it stays true."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.certificates.models import Certificate, IssueList
from college.people.privacy.holdings import Held, HeldFile, plain

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym

OF_ONE = (
    *("serial", "code", "issued_at", "content", "valid_until", "reminded_at", "share_token", "pdf_sha256"),
    *("succession", "succession_reason", "superseded_at", "renewed_at", "revoked_at", "revocation_reason"),
)
LONGEST_REASON = Certificate._meta.get_field("revocation_reason").max_length


@hooks.register("person_data", order=30)
def certificates(person: "User") -> list[Held | HeldFile]:
    held = Certificate.objects.of(person).order_by("issued_at", "pk")
    return [
        Held(
            key="certificates",
            title=_("您的证书"),
            rows=held,
            of=("certificates.Certificate.holder", "certificates.Certificate.enrolment"),
            columns=plain(*OF_ONE),
        ),
        Held(
            key="certificates_revoked_by_you",
            title=_("您撤销过的证书"),
            rows=Certificate.objects.filter(revoked_by=person).order_by("revoked_at"),
            of=("certificates.Certificate.revoked_by",),
            columns=plain("serial", "revoked_at", "revocation_reason"),
        ),
        Held(
            key="certificate_lists_by_you",
            title=_("您按名单发证"),
            rows=IssueList.objects.filter(made_by=person).order_by("made_at"),
            of=("certificates.IssueList.made_by",),
            columns=plain("file_name", "occasion", "total", "made_at"),
        ),
        *(pdf_of(serial) for serial in held.filter(erased_at=None).values_list("serial", flat=True)),
    ]


def pdf_of(serial: str) -> HeldFile:
    def content() -> bytes:
        return bytes(Certificate.objects.values_list("pdf", flat=True).get(serial=serial))

    return HeldFile(f"certificates/{serial}.pdf", _("证书"), content)


@hooks.register("person_names")
def names(person: "User") -> Iterable[str]:
    return Certificate.objects.of(person).values_list("content__holder", flat=True)


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    now = timezone.now()
    for certificate in Certificate.objects.of(person):
        Certificate.objects.filter(pk=certificate.pk).update(
            content=_without_person(certificate.content, pseudonym),
            revocation_reason=pseudonym.in_text(certificate.revocation_reason)[:LONGEST_REASON],
            succession_reason=pseudonym.in_text(certificate.succession_reason)[:LONGEST_REASON],
            pdf=b"",
            credential="",
            credential_jwt="",
            share_token=None,
            erased_at=now,
        )
    _take_out_of_lists(person)


def _without_person(content: dict[str, Any], pseudonym: "Pseudonym") -> dict[str, Any]:
    """What is printed without whom it is about: names and numbers go, what was learned or done stays."""
    numbers = {name: "" for name in ("holder_en", "identity", "volunteer_number") if content.get(name)}
    texts = {name: pseudonym.in_text(content[name]) for name in ("service", "notes") if content.get(name)}
    return content | numbers | texts | {"holder": pseudonym.name}


def _take_out_of_lists(person: "User") -> None:
    """What is to be printed stands in a list until all of it is done (see `lists.working`)."""
    for issue_list in IssueList.objects.exclude(state=IssueList.State.DONE).select_for_update():
        rows = [{**row, "details": {}} if row["person"] == person.pk else row for row in issue_list.rows]
        if rows != issue_list.rows:
            IssueList.objects.filter(pk=issue_list.pk).update(rows=rows)
