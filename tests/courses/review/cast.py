"""Two streets of a district: an editor in a community of one, somebody who may publish above them and beside them."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from wagtail.models import TaskState

from college.courses.models import CoursePage, LessonPage
from college.people.models import Organisation, StaffKind, User
from tests.factories import CoursePageFactory, LessonPageFactory, MembershipFactory, OrganisationFactory


def somebody(organisation: Organisation, *groups: str, kind: str = StaffKind.COMMUNITY_WORKER) -> User:
    user = MembershipFactory(organisation=organisation, kind=kind).user
    user.email = f"{user.username}@example.cn"
    user.save()
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@dataclass(frozen=True)
class Cast:
    editor: User
    above: User
    beside: User
    colleague: User
    """Edits, in the street beside."""
    course: CoursePage
    draft: LessonPage
    elsewhere: CoursePage


def cast() -> Cast:
    district = OrganisationFactory(name="明亮区")
    south, north = (OrganisationFactory(parent=district, name=name) for name in ("城南街道", "城北街道"))
    community = OrganisationFactory(parent=south, name="望湖社区")
    editor = somebody(community, "Editors")
    course = CoursePageFactory(title="写名字", provider=community)
    draft = LessonPageFactory(parent=course, title="第二课", live=False, owner=editor)
    draft.save_revision(user=editor)
    return Cast(
        editor=editor,
        above=somebody(south, "Moderators"),
        beside=somebody(north, "Moderators"),
        colleague=somebody(north, "Editors"),
        course=course,
        draft=draft,
        elsewhere=CoursePageFactory(title="北边的课", provider=north),
    )


def handed_in(page: LessonPage, by: User) -> TaskState:
    task: TaskState = page.get_workflow().start(page, by).current_task_state
    return task
