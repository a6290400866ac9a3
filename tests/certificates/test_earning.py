from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from college.certificates import succession
from college.certificates.earning import give_what_is_owed, give_what_was_earned
from college.certificates.models import Award, Certificate
from college.people.models import Membership, StaffKind
from tests.certificates.cast import completed, earn, volunteer
from tests.factories import AwardFactory, MembershipFactory, UserFactory


def test_a_certificate_missed_by_a_crash_is_issued_by_the_next_sweep(award: Award) -> None:
    enrolment = completed(volunteer(), award)

    assert give_what_is_owed() == 1
    assert give_what_is_owed() == 0
    assert Certificate.objects.get().enrolment == enrolment


def test_a_rule_switched_on_afterwards_reaches_those_who_completed_before(award: Award) -> None:
    Award.objects.update(is_active=False)
    completed(volunteer(), award)
    assert give_what_is_owed() == 0

    Award.objects.update(is_active=True)

    assert give_what_is_owed() == 1


def test_someone_who_becomes_a_volunteer_after_the_course_is_owed_its_certificate(award: Award) -> None:
    learner = UserFactory()
    completed(learner, award)
    assert give_what_is_owed() == 0

    MembershipFactory(user=learner, kind=StaffKind.VOLUNTEER)

    assert give_what_is_owed() == 1


def test_a_revoked_certificate_is_not_issued_again(award: Award, give: Callable[..., Certificate]) -> None:
    certificate = give()
    succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")

    assert give_what_is_owed() == 0
    assert give_what_was_earned(certificate.enrolment) == []


def test_one_that_cannot_be_issued_holds_up_no_other(award: Award) -> None:
    broken = AwardFactory(kinds=["kind-of-old"])
    Membership.objects.filter(user=completed(volunteer(), broken).learner).update(kind="kind-of-old")
    completed(volunteer(), award)

    assert give_what_is_owed() == 1


def test_of_those_issued_together_one_that_cannot_be_takes_nothing_from_the_others(award: Award) -> None:
    Award.objects.update(kinds=[StaffKind.VOLUNTEER, "kind-of-old"])
    first, broken, last = (completed(volunteer(), award).learner for _ in range(3))
    broken.memberships.update(kind="kind-of-old")

    assert give_what_is_owed() == 2

    given = Certificate.objects.order_by("serial")
    assert [(each.holder, each.serial.split("-")[2]) for each in given] == [(first, "000001"), (last, "000002")]


def test_ten_cost_no_more_questions_than_two(award: Award) -> None:
    def cost(people: int) -> int:
        for _ in range(people):
            completed(volunteer(), award)
        with CaptureQueriesContext(connection) as captured:
            assert give_what_is_owed() == people
        return len(captured)

    cost(1)
    assert cost(2) == cost(10)


def test_a_rule_that_owes_many_is_settled_little_by_little(award: Award) -> None:
    for _ in range(3):
        completed(volunteer(), award)

    assert [give_what_is_owed(limit=2) for _ in range(3)] == [2, 1, 0]


def test_who_was_deactivated_is_owed_none_until_they_are_back(award: Award) -> None:
    learner = volunteer()
    learner.is_active = False
    learner.save()
    enrolment = completed(learner, award)

    assert earn(enrolment) is None
    assert give_what_is_owed() == 0

    learner.is_active = True
    learner.save()
    assert give_what_is_owed() == 1
