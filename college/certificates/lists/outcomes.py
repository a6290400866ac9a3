"""What has come of a list, row by row, as it stands now."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from college.certificates.lists.plans import last_of
from college.certificates.models import Certificate, IssueList, Nomination
from college.certificates.querysets import CertificateQuerySet
from college.people.models import User


@dataclass(frozen=True)
class Outcome:
    row: int
    name: str
    said: str
    serial: str = ""
    address: str = ""


def certificates_of(issue_list: IssueList) -> CertificateQuerySet:
    """Of the people of a list, for its occasion: also what they had before."""
    people = [row["person"] for row in issue_list.rows[: issue_list.done]]
    return issue_list.award.certificates.filter(occasion=issue_list.occasion, holder__in=people)


def outcomes_of(issue_list: IssueList) -> Iterator[Outcome]:
    """The same few queries, however many rows there are."""
    people = User.objects.in_bulk([row["person"] for row in issue_list.rows])
    certificates = last_of(certificates_of(issue_list), "holder_id")
    nominations = last_of(
        issue_list.award.nominations.filter(occasion=issue_list.occasion, person__in=people), "person_id"
    )
    failures = {failure["row"]: failure["sentence"] for failure in issue_list.failures}
    for place, row in enumerate(issue_list.rows):
        person = people[row["person"]]
        if failure := failures.get(row["row"]):
            yield Outcome(row["row"], str(person), _(failure))
        elif certificate := certificates.get(person.pk):
            yield issued(row["row"], certificate, issue_list)
        elif nomination := nominations.get(person.pk):
            yield Outcome(row["row"], str(person), nominated(nomination, issue_list))
        else:
            yield Outcome(row["row"], str(person), _("没有发") if place < issue_list.done else _("还没有轮到"))


def issued(row: int, certificate: Certificate, issue_list: IssueList) -> Outcome:
    said = certificate.state_label
    if certificate.issued_at < issue_list.made_at:
        said = _("原来就有（%(state)s）") % {"state": said}
    return Outcome(row, certificate.holder_name, said, certificate.serial, certificate.verify_url)


def nominated(nomination: Nomination, issue_list: IssueList) -> str:
    """What is not a certificate yet, or will be none."""
    said = {"state": nomination.get_state_display()}
    if nomination.made_at < issue_list.made_at:
        return _("原来就提了名（%(state)s）") % said
    return _("已提名（%(state)s）") % said
