"""Works a list off in the order of its rows, some at a time.

Those are one transaction, in which their certificates are given and the rows are counted as done, if this worker still
holds the list: so a worker that dies leaves no row half done, and two that meet give each certificate once.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from college.certificates import earning
from college.certificates.actions import Claim
from college.certificates.badges.keys import KeyUnavailable
from college.certificates.content import Details
from college.certificates.models import Award, IssueList
from college.people.models import User
from media.models import Lease, LeaseLost

logger = logging.getLogger(__name__)

# Kept in the list as they are here; translated when shown.
NOT_GIVEN = _("没有发：这个人的账户停用了，或者现在不符合发证规则。")
ACCIDENT = _("没有发：处理时出了意外，原因已记入日志。")
# What no other row would be spared either: the work rests, and is taken up again.
OUTAGES = (DatabaseError, InterfaceError, KeyUnavailable, LeaseLost)
Row = dict[str, Any]


def work_off(issue_list: IssueList, lease: Lease) -> None:
    award = Award.objects.select_related("issuer__organisation", "issuer__seal", "template").get(pk=issue_list.award_id)
    people = User.objects.in_bulk([row["person"] for row in issue_list.rows])
    run = _Run(issue_list, lease, award, people, list(issue_list.failures))
    for start in range(issue_list.done, len(issue_list.rows), earning.TOGETHER):
        run.do(issue_list.rows[start : start + earning.TOGETHER], start)
    # What was to be printed stands in the certificates now: it is kept there, and only there.
    rows = [{"row": row["row"], "person": row["person"]} for row in issue_list.rows]
    lease.finish(IssueList.State.DONE, rows=rows, finished_at=timezone.now())


@dataclass
class _Run:
    issue_list: IssueList
    lease: Lease
    award: Award
    people: dict[int, User]
    failures: list[Row]

    def do(self, rows: Sequence[Row], start: int) -> None:
        """These rows, before which `start` are done. Where they cannot be done together, each is on its own."""
        try:
            with transaction.atomic():
                # The people are locked before the list, as by who erases them.
                given = earning.give_all(self.award, [self.claim(row) for row in rows])
                failed = [row for row, one in zip(rows, given, strict=True) if not one]
                self._count(start + len(rows), [_failure(row, NOT_GIVEN) for row in failed])
        except OUTAGES:
            raise
        except Exception:
            if len(rows) > 1:
                for place, row in enumerate(rows, start=start):
                    self.do([row], place)
                return
            logger.exception("Row %s of list %s could not be done", rows[0]["row"], self.issue_list.pk)
            self._count(start + 1, [_failure(rows[0], ACCIDENT)])

    def claim(self, row: Row) -> Claim:
        return Claim(
            person=self.people[row["person"]],
            details=Details.from_json(row["details"]),
            occasion=self.issue_list.occasion,
            by=self.issue_list.made_by,
        )

    def _count(self, done: int, failed: list[Row]) -> None:
        failures = [*self.failures, *failed]
        self.lease.renew(done=done, attempts=1, **({"failures": failures} if failed else {}))
        self.failures = failures


def _failure(row: Row, sentence: str) -> Row:
    return {"row": row["row"], "sentence": sentence}
