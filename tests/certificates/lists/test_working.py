"""A list is worked off row by row: nothing is done twice, nothing is left out, whoever dies on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.certificates import earning
from college.certificates.actions import Claim
from college.certificates.content import Details
from college.certificates.lists import working
from college.certificates.lists.actions import go_on
from college.certificates.lists.reading import Entry
from college.certificates.lists.tasks import work_off_list
from college.certificates.models import Award, Certificate, IssueList
from college.people.models import Organisation, User
from media.jobs import resume_abandoned_work
from media.models import LeaseLost
from tests.certificates.lists.cast import a_volunteer, begun

pytestmark = pytest.mark.django_db

SAID = Details(hours="24", service="社区图书室整理", identity="身份证 110***********0028", notes="优秀")


class Killed(BaseException):
    """The worker's process is gone: nothing of it runs any more, and nothing is tidied up."""


def entries(people: list[User]) -> list[Entry]:
    return [
        Entry(row=number, name=str(person), account=person.username, organisation="", details=SAID)
        for number, person in enumerate(people, start=2)
    ]


def volunteers(street: Organisation, number: int) -> list[User]:
    return [a_volunteer(street, f"志愿者{place}") for place in range(number)]


def held_by_a_dead_worker(issue_list: IssueList) -> None:
    """As a kill leaves it: whoever holds it gives no sign of life."""
    long_ago = timezone.now() - timedelta(hours=1)
    IssueList.objects.filter(pk=issue_list.pk).update(
        state="running", lease="00000000-0000-4000-8000-000000000000", leased_until=long_ago, attempts=1
    )


@pytest.mark.on_postgres
def test_everybody_gets_one_in_the_order_of_the_rows(street: Organisation, award: Award, editor: User) -> None:
    people = volunteers(street, 5)
    issue_list = begun(entries(people), award, editor, occasion="2026年上半年")
    work_off_list.func(issue_list.pk)
    issue_list.refresh_from_db()
    assert (issue_list.state, issue_list.done, issue_list.failures) == ("done", 5, [])
    given = Certificate.objects.order_by("serial")
    assert [certificate.holder for certificate in given] == people
    assert {certificate.issued_by for certificate in given} == {editor}
    printed = given[0].printed
    assert (given[0].occasion, printed.hours, printed.service) == ("2026年上半年", "24", "社区图书室整理")
    assert printed.identity == "身份证 110***********0028"


def test_a_list_that_is_done_keeps_nothing_that_was_printed(street: Organisation, award: Award, editor: User) -> None:
    (person,) = volunteers(street, 1)
    issue_list = begun(entries([person]), award, editor)
    work_off_list.func(issue_list.pk)
    issue_list.refresh_from_db()
    assert issue_list.rows == [{"row": 2, "person": person.pk}]


@pytest.mark.on_postgres
def test_a_worker_that_is_killed_leaves_no_row_half_done_and_another_goes_on(
    street: Organisation,
    award: Award,
    editor: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    people = volunteers(street, 4)
    issue_list = begun(entries(people), award, editor)
    give_all = earning.give_all

    def dies_at_the_third(award: Award, claims: list[Claim]) -> Any:
        given = give_all(award, claims)
        if claims[0].person == people[2]:
            raise Killed
        return given

    with monkeypatch.context() as patch:
        patch.setattr(earning, "TOGETHER", 2)
        patch.setattr(earning, "give_all", dies_at_the_third)
        with pytest.raises(Killed):
            work_off_list.func(issue_list.pk)
    issue_list.refresh_from_db()
    assert (issue_list.done, Certificate.objects.count()) == (2, 2)
    held_by_a_dead_worker(issue_list)
    with django_capture_on_commit_callbacks(execute=True):
        resume_abandoned_work()
    issue_list.refresh_from_db()
    assert (issue_list.state, issue_list.done) == ("done", 4)
    assert [certificate.holder for certificate in Certificate.objects.order_by("serial")] == people


@pytest.mark.on_postgres
def test_a_worker_that_hung_gives_nothing_once_another_has_its_list(
    street: Organisation, award: Award, editor: User
) -> None:
    issue_list = begun(entries(volunteers(street, 2)), award, editor)
    hung = IssueList.objects.claim(issue_list.pk)
    assert hung
    IssueList.objects.update(lease="00000000-0000-4000-8000-000000000000")
    with pytest.raises(LeaseLost):
        working.work_off(IssueList.objects.get(), hung)
    assert not Certificate.objects.exists()


def test_a_row_that_was_done_already_gives_the_same_one(street: Organisation, award: Award, editor: User) -> None:
    people = volunteers(street, 2)
    first = begun(entries(people), award, editor, key="one")
    again = begun(entries(people), award, editor, key="two")
    for issue_list in (first, again, first):
        work_off_list.func(issue_list.pk)
    again.refresh_from_db()
    assert (again.state, again.failures) == ("done", [])
    assert Certificate.objects.count() == 2


def test_who_was_erased_or_left_meanwhile_is_told_by_row(street: Organisation, award: Award, editor: User) -> None:
    people = volunteers(street, 3)
    issue_list = begun(entries(people), award, editor)
    User.objects.filter(pk=people[0].pk).update(is_active=False)
    people[2].memberships.all().delete()
    work_off_list.func(issue_list.pk)
    issue_list.refresh_from_db()
    assert issue_list.failures == [{"row": row, "sentence": working.NOT_GIVEN} for row in (2, 4)]
    assert (issue_list.state, Certificate.objects.get().holder) == ("done", people[1])


@pytest.mark.on_postgres
def test_one_row_s_accident_stops_no_other(
    street: Organisation, award: Award, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = volunteers(street, 3)
    issue_list = begun(entries(people), award, editor)
    give_all = earning.give_all

    def cannot_be_drawn(award: Award, claims: list[Claim]) -> Any:
        given = give_all(award, claims)
        if people[1] in [claim.person for claim in claims]:
            raise ValueError(str(people[1]))
        return given

    monkeypatch.setattr(earning, "give_all", cannot_be_drawn)
    work_off_list.func(issue_list.pk)
    issue_list.refresh_from_db()
    assert issue_list.failures == [{"row": 3, "sentence": working.ACCIDENT}]
    assert [certificate.holder for certificate in Certificate.objects.order_by("serial")] == [people[0], people[2]]


@pytest.mark.on_postgres
def test_an_outage_makes_the_whole_list_wait_and_after_three_a_person_decides(
    street: Organisation,
    award: Award,
    editor: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    issue_list = begun(entries(volunteers(street, 2)), award, editor)

    def out(*_: Any) -> Any:
        raise DatabaseError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(earning, "give_all", out)
        for _ in range(3):
            IssueList.objects.update(not_before=None)
            work_off_list.func(issue_list.pk)
    issue_list.refresh_from_db()
    assert (issue_list.state, issue_list.done, issue_list.failures) == ("failed", 0, [])
    assert issue_list.error
    with django_capture_on_commit_callbacks(execute=True):
        go_on(issue_list=issue_list)
    issue_list.refresh_from_db()
    assert (issue_list.state, issue_list.error, Certificate.objects.count()) == ("done", "", 2)


@pytest.mark.on_postgres
def test_a_long_list_gives_each_row_its_certificate_in_its_order_and_asks_no_more_for_five_than_for_one(
    street: Organisation, award: Award, editor: User
) -> None:
    people = User.objects.bulk_create(
        User(username=f"volunteer{number}", display_name=f"志愿者{number}") for number in range(100)
    )
    street.memberships.bulk_create(
        street.memberships.model(user=person, organisation=street, kind="volunteer") for person in people
    )

    def run(number: int, start: int) -> IssueList:
        issue_list = begun(entries(people[start : start + number]), award, editor, key=f"from {start}")
        work_off_list.func(issue_list.pk)
        issue_list.refresh_from_db()
        return issue_list

    def cost(number: int, start: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            run(number, start)
        return len(captured)

    run(1, 0)
    one, three, five = cost(1, 1), cost(3, 2), cost(5, 5)
    assert one == three == five
    rest = run(90, 10)
    assert (rest.state, rest.done, rest.failures) == ("done", 90, [])
    given = list(Certificate.objects.order_by("serial").values_list("serial", "holder"))
    assert [holder for _, holder in given] == [person.pk for person in people]
    assert [int(serial.split("-")[2]) for serial, _ in given] == list(range(1, 101))
