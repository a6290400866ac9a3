"""Who lost a certificate by mistake is given one anew, by the rule and with all that stood on the first."""

from collections.abc import Callable

import pytest

from college.certificates import earning, succession
from college.certificates.actions import Claim
from college.certificates.content import Details
from college.certificates.models import Award, Certificate, Nomination
from college.certificates.nominating import approve
from college.people.models import User
from tests.certificates.cast import completed, staff, volunteer
from tests.factories import UserFactory

SAID = Details(hours="24", identity="身份证 340***********1234", holder_en="Wang Xiulan", notes="优秀")


def revoked(certificate: Certificate) -> Certificate:
    return succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")


def given_by_hand(award: Award, person: User) -> Certificate:
    given = earning.give(award, Claim(person=person, details=SAID, occasion="2026年", by=UserFactory()))
    assert isinstance(given, Certificate)
    return given


def test_it_says_who_gave_it_and_what_was_said_by_hand(award: Award) -> None:
    clerk = UserFactory()
    old = revoked(given_by_hand(award, completed(volunteer(), award).learner))

    new = succession.reissue(certificate=old, by=clerk)

    assert isinstance(new, Certificate)
    assert (new.issued_by, new.predecessor, new.occasion) == (clerk, old, "2026年")
    printed = new.printed
    assert (printed.identity, printed.holder_en, printed.notes) == (SAID.identity, SAID.holder_en, SAID.notes)
    assert (printed.hours, printed.courses) == ("24", ["社区志愿服务入门"])


def test_what_the_rule_gave_is_to_be_earned_still(award: Award, give: Callable[..., Certificate]) -> None:
    old = revoked(give())
    award.minimum_hours = 9
    award.save()

    with pytest.raises(succession.ReissueRefused):
        succession.reissue(certificate=old, by=UserFactory())

    assert Certificate.objects.count() == 1


def test_what_a_rule_gave_that_was_corrected_is_by_the_rule_still_and_keeps_what_was_put_right(
    award: Award, give: Callable[..., Certificate]
) -> None:
    corrected = succession.correct(certificate=give(), by=UserFactory(), reason="少了", identity=SAID.identity)
    old = revoked(corrected)

    new = succession.reissue(certificate=old, by=UserFactory())

    assert isinstance(new, Certificate)
    assert new.printed.identity == SAID.identity
    old = revoked(new)
    Award.objects.update(minimum_mark=80)
    with pytest.raises(succession.ReissueRefused):
        succession.reissue(certificate=Certificate.objects.get(pk=old.pk), by=UserFactory())


def test_where_the_rule_asks_somebody_they_are_asked_again(award: Award) -> None:
    old = revoked(given_by_hand(award, completed(volunteer(), award).learner))
    reviewer = staff("review_nomination", at=award.issuer.organisation)
    award.needs_approval = True
    award.save()
    award.reviewers.add(reviewer)

    nomination = succession.reissue(certificate=old, by=UserFactory())

    assert isinstance(nomination, Nomination)
    assert succession.reissue(certificate=old, by=UserFactory()) == nomination
    assert Certificate.objects.count() == 1
    new = approve(nomination=nomination, by=reviewer).certificate
    assert (new.predecessor, new.succession, new.printed.identity) == (old, "reissue", SAID.identity)


def test_a_nomination_from_before_a_revocation_does_not_undo_it(award: Award, give: Callable[..., Certificate]) -> None:
    person = completed(volunteer(), award).learner
    award.needs_approval = True
    nomination = earning.give(award, Claim(person=person, by=UserFactory()))
    assert isinstance(nomination, Nomination)
    award.needs_approval = False
    revoked(give(to=volunteer("李明")))
    given = earning.give(award, Claim(person=person, by=UserFactory()))
    assert isinstance(given, Certificate)
    revoked(given)

    with pytest.raises(Exception, match="not-earned"):
        approve(nomination=nomination, by=UserFactory(is_superuser=True))
