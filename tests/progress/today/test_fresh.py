from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, PageViewRestriction

from college.courses.models import CoursePage
from college.people.models import StaffKind, User
from college.progress.models import Enrolment
from college.progress.today.fresh import new_for
from tests.factories import AudienceFactory, MembershipFactory, UserFactory
from tests.progress.cast import a_course, an_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
NOW = timezone.now()


def taken_by(learner: User) -> set[int]:
    return set(Enrolment.objects.of(learner).values_list("course", flat=True))


def a_new_course(title: str, *kinds: list[str], days: float = 1, **fields: object) -> CoursePage:
    """Published so many days ago, for an audience of each of these lists of kinds."""
    course = a_course(None, title=title, first_published_at=NOW - timedelta(days=days), **fields)
    course.audiences = [AudienceFactory(kinds=each) for each in kinds]
    course.save()
    return course


def offered(learner: User) -> list[str]:
    return [course.title for course in new_for(learner, NOW, enrolled=taken_by(learner))]


def test_a_volunteer_is_offered_what_is_new_for_volunteers_and_for_everybody() -> None:
    a_new_course("给社工的", [StaffKind.SOCIAL_WORKER], days=1)
    a_new_course("给志愿者和社工的", [StaffKind.SOCIAL_WORKER], [StaffKind.VOLUNTEER], days=2)
    a_new_course("给所有人的", [], days=3)
    a_new_course("没写给谁的", days=4)
    assert offered(MembershipFactory(kind=StaffKind.VOLUNTEER).user) == ["给志愿者和社工的", "给所有人的", "没写给谁的"]
    assert offered(UserFactory()) == ["给所有人的", "没写给谁的"]


def test_the_three_newest_of_the_last_sixty_days_are_offered() -> None:
    for days in (61, 40, 30, 20, 10):
        a_new_course(f"{days} 天", days=days)
    assert offered(UserFactory()) == ["10 天", "20 天", "30 天"]


def test_a_translation_that_came_lately_does_not_make_an_older_course_new() -> None:
    old = a_new_course("笔画", days=300)
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    a_new_course("Strokes", translation_key=old.translation_key, locale=english)
    assert offered(UserFactory()) == []
    with override("en"):
        assert offered(UserFactory()) == ["Strokes"]


def test_what_is_begun_closed_withdrawn_or_empty_is_not_offered() -> None:
    learner = UserFactory()
    an_enrolment(a_new_course("报了名的"), learner)
    a_new_course("还没到时候的", available_from=NOW + timedelta(days=1))
    a_new_course("结束了的", available_until=NOW - timedelta(days=1))
    a_new_course("下线的").unpublish()
    a_new_course("空的").get_children().delete()
    assert offered(learner) == []


def test_a_course_kept_for_a_group_is_offered_to_its_members_only() -> None:
    group, member = Group.objects.create(name="骨干班"), UserFactory()
    member.groups.add(group)
    restriction = PageViewRestriction.objects.create(
        page=a_new_course("骨干班的"), restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    assert offered(member) == ["骨干班的"]
    assert offered(UserFactory()) == []
