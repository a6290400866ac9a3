import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import close_old_connections
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.certificates.actions import Claim, issue
from college.certificates.content import Details
from college.certificates.earning import give, give_what_is_owed
from college.certificates.models import Award, AwardCourse, Certificate, Nomination, PublicityList, SerialCounter
from college.certificates.nominating import DecisionRefused, approve, issue_what_was_shown, refuse
from college.people.models import User
from college.progress.attendance import keep_roll
from college.progress.models import Enrolment
from tests.certificates.cast import completed, earn, staff, volunteer
from tests.factories import CoursePageFactory, LessonPageFactory, OrganisationFactory, UserFactory


@pytest.fixture
def reviewer(award: Award) -> User:
    """Of the award, which asks for a review from now on."""
    person = staff("view_nomination", "review_nomination", at=award.issuer.organisation)
    award.needs_approval = True
    award.save()
    award.reviewers.add(person)
    return person


def nominated(award: Award, name: str = "王秀兰") -> Nomination:
    earn(completed(volunteer(name), award))
    return Nomination.objects.get(person__display_name=name)


def let_days_pass(days: int) -> None:
    for shown in PublicityList.objects.all():
        shown.starts_on -= timedelta(days=days)
        shown.ends_on -= timedelta(days=days)
        shown.save()


def code_of(decide: Callable[..., Nomination], **said: object) -> str:
    with pytest.raises(DecisionRefused) as refused:
        decide(**said)
    assert refused.value.message
    return refused.value.code


@pytest.mark.on_postgres
def test_who_has_earned_it_waits_for_a_reviewer_and_has_it_when_approved(award: Award, reviewer: User) -> None:
    nomination = nominated(award)
    assert nomination.state == "waiting"
    assert not Certificate.objects.exists()
    assert give_what_is_owed() == 0  # it is on its way

    approve(nomination=nomination, by=reviewer, remark="材料齐全")

    nomination.refresh_from_db()
    assert (nomination.state, nomination.decided_by, nomination.remark) == ("issued", reviewer, "材料齐全")
    assert nomination.certificate == Certificate.objects.get()


def test_only_a_named_reviewer_or_an_administrator_decides_and_nobody_on_their_own(
    award: Award, reviewer: User
) -> None:
    nomination = nominated(award)
    colleague = staff("view_nomination", "review_nomination", at=award.issuer.organisation)

    assert code_of(approve, nomination=nomination, by=colleague) == "not-a-reviewer"
    award.reviewers.add(nomination.person)
    assert code_of(approve, nomination=nomination, by=nomination.person) == "ones-own"
    assert code_of(refuse, nomination=nomination, by=reviewer, remark=" ") == "no-remark"
    assert not Certificate.objects.exists()

    approve(nomination=nomination, by=UserFactory(is_superuser=True))
    assert Certificate.objects.exists()


def test_where_nobody_is_named_any_more_who_may_review_there_decides(award: Award, reviewer: User) -> None:
    nomination = nominated(award)
    award.reviewers.clear()
    award.needs_approval = False  # switched off while somebody waits
    award.save()

    assert code_of(approve, nomination=nomination, by=staff("issue_certificate", at=award.issuer.organisation))
    elsewhere = staff("review_nomination", at=OrganisationFactory())
    assert code_of(approve, nomination=nomination, by=elsewhere) == "not-a-reviewer"
    assert approve(nomination=nomination, by=reviewer).state == "issued"


def test_a_reviewer_who_may_review_no_longer_decides_nothing(award: Award, reviewer: User) -> None:
    nomination = nominated(award)
    reviewer.user_permissions.clear()

    assert code_of(approve, nomination=nomination, by=User.objects.get(pk=reviewer.pk)) == "not-a-reviewer"


def test_who_was_nominated_by_hand_completes_the_course_that_was_added_meanwhile(award: Award, reviewer: User) -> None:
    person = completed(volunteer(), award).learner
    nomination = give(award, Claim(person=person, by=UserFactory()))
    assert isinstance(nomination, Nomination)
    course = CoursePageFactory()
    AwardCourse.objects.create(award=award, course=course)

    assert code_of(approve, nomination=nomination, by=reviewer) == "not-completed"
    Enrolment.objects.create(learner=person, course=course, completed_at=timezone.now(), course_title="新课", hours=1)

    assert approve(nomination=nomination, by=reviewer).state == "issued"
    assert "新课" in Certificate.objects.get().printed.courses


def test_a_decision_submitted_twice_is_taken_once(award: Award, reviewer: User) -> None:
    nomination = nominated(award)

    approve(nomination=nomination, by=reviewer)

    assert code_of(approve, nomination=nomination, by=reviewer) == "decided"
    assert code_of(refuse, nomination=nomination, by=reviewer, remark="重复") == "decided"
    assert Certificate.objects.count() == 1


def test_who_was_refused_is_not_nominated_by_the_rule_again_but_may_be_by_hand(award: Award, reviewer: User) -> None:
    nomination = nominated(award)
    refuse(nomination=nomination, by=reviewer, remark="不是本人学习")

    assert give_what_is_owed() == 0
    again = give(award, Claim(person=nomination.person, by=UserFactory()))

    assert isinstance(again, Nomination)
    assert again.pk != nomination.pk
    assert again.state == "waiting"


@pytest.mark.on_postgres
def test_the_public_looks_for_whole_days_before_it_is_issued(award: Award, reviewer: User) -> None:
    award.publicity_days = 7
    award.save()
    first, second = nominated(award, "王秀兰"), nominated(award, "李明")
    for nomination in (first, second):
        approve(nomination=nomination, by=reviewer)

    shown = PublicityList.objects.get()
    assert shown.starts_on == timezone.localdate() + timedelta(days=1)
    assert shown.days == 7
    let_days_pass(7)  # today is the last day
    assert issue_what_was_shown() == 0
    refuse(nomination=second, by=reviewer, remark="有人反映未参加服务")
    let_days_pass(1)

    assert issue_what_was_shown() == 1
    assert issue_what_was_shown() == 0
    assert Certificate.objects.get().holder == first.person


def test_who_no_longer_serves_when_the_days_are_over_is_told_so_and_asked_for_no_more(award: Award) -> None:
    award.publicity_days = 7
    award.save()
    nomination = nominated(award)
    nomination.person.memberships.all().delete()
    let_days_pass(9)

    assert issue_what_was_shown() == 0

    nomination.refresh_from_db()
    assert nomination.state == "refused"
    assert "已不符合" in nomination.remark


def test_what_was_said_by_hand_is_printed_once_it_was_approved(award: Award, reviewer: User) -> None:
    award.required.all().delete()
    details = Details(hours="12", service="陪老人就医", identity="身份证 340***********1234")
    person = volunteer()

    nomination = give(award, Claim(person=person, details=details, occasion="2026年上半年服务", by=reviewer))
    assert nomination == give(award, Claim(person=person, occasion="2026年上半年服务", by=reviewer))
    assert isinstance(nomination, Nomination)
    approve(nomination=nomination, by=reviewer)

    printed = Certificate.objects.get().printed
    assert (printed.hours, printed.service, printed.identity) == ("12", "陪老人就医", "身份证 340***********1234")


@pytest.fixture
def roll(award: Award, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[..., None]:
    """A teacher who marks a learner as present at the only lesson of the course, or takes that back."""
    lesson, by = LessonPageFactory(parent=award.courses.get()), UserFactory()

    def keep(enrolment: Enrolment, *, there: bool) -> None:
        ticked, shown = ({enrolment.pk}, ()) if there else ((), {enrolment.pk})
        with django_capture_on_commit_callbacks(execute=True):
            keep_roll(lesson=lesson, enrolments=[enrolment], present=ticked, shown=shown, by=by, now=timezone.now())

    return keep


@pytest.mark.parametrize("state", ["waiting", "published", "refused"])
def test_a_mark_that_was_a_mistake_costs_nobody_the_certificate(
    award: Award, reviewer: User, roll: Callable[..., None], state: str
) -> None:
    award.publicity_days = 7
    award.save()
    enrolment = Enrolment.objects.create(learner=volunteer(), course=award.courses.get())
    roll(enrolment, there=True)
    mistaken = Nomination.objects.get()
    if state == "published":
        approve(nomination=mistaken, by=reviewer)
    if state == "refused":
        refuse(nomination=mistaken, by=reviewer, remark="当天没有来")
    roll(enrolment, there=False)

    mistaken.refresh_from_db()
    assert mistaken.state == "refused"
    assert mistaken.remark == "当天没有来" if state == "refused" else "点名记错" in mistaken.remark
    assert give_what_is_owed() == 0
    roll(enrolment, there=True)
    assert Nomination.objects.exclude(pk=mistaken.pk).get().state == "waiting"


def test_a_mistaken_mark_leaves_alone_what_was_asked_by_hand_or_for_somebody_else(
    award: Award, reviewer: User, roll: Callable[..., None]
) -> None:
    enrolment = Enrolment.objects.create(learner=volunteer(), course=award.courses.get())
    other = nominated(award, "李明")
    roll(enrolment, there=True)
    Nomination.objects.filter(person=enrolment.learner).update(made_by=reviewer)
    roll(enrolment, there=False)
    assert set(Nomination.objects.values_list("state", flat=True)) == {"waiting"}
    assert other in Nomination.objects.open()


@pytest.mark.on_postgres
def test_nothing_is_issued_for_what_was_taken_back_meanwhile(award: Award) -> None:
    enrolment = completed(volunteer(), award)
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=None)
    assert issue(award, Claim(person=enrolment.learner, enrolments=[enrolment])) is None
    assert not Certificate.objects.exists()


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_reviewers_who_approve_at_once_issue_one_certificate(award: Award, reviewer: User) -> None:
    nomination = nominated(award)
    chief = UserFactory(is_superuser=True)
    gate, outcomes = threading.Barrier(2), []

    def decide(by: User) -> None:
        gate.wait()
        try:
            outcomes.append(approve(nomination=nomination, by=by).state)
        except DecisionRefused as refusal:
            outcomes.append(refusal.code)
        finally:
            close_old_connections()

    threads = [threading.Thread(target=decide, args=[by]) for by in (reviewer, chief)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["decided", "issued"]
    assert Certificate.objects.count() == 1
    assert SerialCounter.objects.get().last == 1
