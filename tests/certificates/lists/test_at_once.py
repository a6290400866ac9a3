"""Two taps, two workers at the same moment: one list, and one certificate each."""

from functools import partial

import pytest
from django.utils import timezone

from college.certificates.lists.actions import Draft, begin
from college.certificates.lists.plans import plan_for
from college.certificates.lists.tasks import work_off_list
from college.certificates.models import Award, Certificate, IssueList
from college.people.models import Organisation, User
from tests.certificates.lists.cast import a_volunteer
from tests.certificates.lists.test_working import entries
from tests.progress.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.on_postgres]


def test_two_taps_on_confirm_begin_one_list(street: Organisation, award: Award, editor: User) -> None:
    rows = entries([a_volunteer(street, f"志愿者{number}") for number in range(5)])
    seen = plan_for(entries=rows, award=award, occasion="", editor=editor).fingerprint
    tap = partial(begin, draft=Draft(rows, "", "名单.xlsx"), award=award, by=editor, key="key", seen=seen)
    assert {each.pk for each in at_once(tap, tap)} == {IssueList.objects.get().pk}
    assert Certificate.objects.count() == 5


def test_workers_that_meet_at_a_list_or_at_its_people_give_each_certificate_once(
    street: Organisation, award: Award, editor: User
) -> None:
    people = [a_volunteer(street, f"志愿者{number}") for number in range(8)]
    plan = plan_for(entries=entries(people), award=award, occasion="", editor=editor)
    lists = [
        IssueList.objects.create(
            key=key,
            award=award,
            file_name="名单.xlsx",
            rows=[row.as_json() for row in plan.rows],
            total=8,
            made_at=timezone.now(),
            made_by=editor,
        )
        for key in ("one", "two")
    ]
    at_once(*[partial(work_off_list.func, each.pk) for each in (*lists, *lists)])
    for each in lists:
        each.refresh_from_db()
        assert (each.state, each.done, each.failures) == ("done", 8, [])
    assert [certificate.holder for certificate in Certificate.objects.order_by("serial")] == people
