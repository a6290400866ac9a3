"""Works a list off, row after row, in the order of its rows.

Each row is a transaction of its own, in which its certificate is given and the row is counted as done, if this worker
still holds the list: so a worker that dies leaves no row half done, and two that meet give each certificate once.
"""

import logging
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from college.certificates import earning
from college.certificates.badges.keys import KeyUnavailable
from college.certificates.content import Details
from college.certificates.models import Award, Certificate, IssueList, Nomination
from college.people.models import User
from media.models import Lease, LeaseLost

logger = logging.getLogger(__name__)

# Kept in the list as they are here; translated when shown.
NOT_GIVEN = _("没有发：这个人的账户停用了，或者现在不符合发证规则。")
ACCIDENT = _("没有发：处理时出了意外，原因已记入日志。")
# What no other row would be spared either: the work rests, and is taken up again.
OUTAGES = (DatabaseError, InterfaceError, KeyUnavailable, LeaseLost)


def work_off(issue_list: IssueList, lease: Lease) -> None:
    award = Award.objects.select_related("issuer__organisation", "issuer__seal", "template").get(pk=issue_list.award_id)
    people = User.objects.in_bulk([row["person"] for row in issue_list.rows])
    failures: list[dict[str, Any]] = list(issue_list.failures)
    for done, row in enumerate(issue_list.rows[issue_list.done :], start=issue_list.done + 1):
        try:
            with transaction.atomic():
                # The person is locked before the list, as by who erases them.
                given = give(issue_list, award, people[row["person"]], Details.from_json(row["details"]))
                lease.renew(done=done, attempts=1)
            failure = "" if given else NOT_GIVEN
        except OUTAGES:
            raise
        except Exception:
            logger.exception("Row %s of list %s could not be done", row["row"], issue_list.pk)
            failure = ACCIDENT
        if failure:
            failures.append({"row": row["row"], "sentence": failure})
            lease.renew(done=done, attempts=1, failures=failures)
    # What was to be printed stands in the certificates now: it is kept there, and only there.
    rows = [{"row": row["row"], "person": row["person"]} for row in issue_list.rows]
    lease.finish(IssueList.State.DONE, rows=rows, finished_at=timezone.now())


def give(issue_list: IssueList, award: Award, person: User, details: Details) -> Certificate | Nomination | None:
    """By the way that the rule says: the certificate, or the nomination that waits."""
    said: dict[str, Any] = {"award": award, "person": person, "details": details, "occasion": issue_list.occasion}
    return earning.give(**said, by=issue_list.made_by)
