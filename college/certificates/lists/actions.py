"""What the editor decides: to begin what was shown, and to go on with what had to stop."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from college.certificates.lists.plans import plan_for
from college.certificates.lists.reading import Entry
from college.certificates.models import Award, IssueList
from college.people.models import User
from media.queue import enqueue


class ChangedMeanwhile(Exception):
    """The list would no longer do what its sender was shown."""


@dataclass(frozen=True)
class Draft:
    """A list that was read and shown, and not agreed to yet."""

    entries: list[Entry]
    occasion: str
    file_name: str

    def as_json(self) -> dict[str, Any]:
        entries = [entry.as_json() for entry in self.entries]
        return {"entries": entries, "occasion": self.occasion, "file_name": self.file_name}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Draft":
        return cls(**{**kept, "entries": [Entry.from_json(entry) for entry in kept["entries"]]})


@transaction.atomic
def begin(*, draft: Draft, award: Award, by: User, key: str, seen: str) -> IssueList:
    """Does what was shown under the fingerprint `seen`, in the background. Raises ChangedMeanwhile.

    `key` is the draft's own: whoever agrees to it twice finds the list that they began.
    """
    if begun := IssueList.objects.filter(key=key, made_by=by).first():
        return begun
    plan = plan_for(entries=draft.entries, award=award, occasion=draft.occasion, editor=by)
    if plan.misfits or not plan.rows or plan.fingerprint != seen:
        raise ChangedMeanwhile
    issue_list, is_new = IssueList.objects.get_or_create(
        key=key,
        defaults={
            "award": award,
            "occasion": draft.occasion,
            "file_name": draft.file_name,
            "rows": [row.as_json() for row in plan.rows],
            "total": len(plan.rows),
            "made_at": timezone.now(),
            "made_by": by,
        },
    )
    if is_new:
        enqueue([issue_list])
    return issue_list


@transaction.atomic
def go_on(*, issue_list: IssueList) -> IssueList:
    """With a list that had to stop, where it stopped. What is under way or over stays as it is."""
    if IssueList.objects.filter(pk=issue_list.pk).stuck().put_back():
        enqueue([issue_list])
    return issue_list
