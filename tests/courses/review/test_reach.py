"""An editor works on the courses of their own organisations, and on no others."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from college.courses.models import CoursePage
from college.people.models import StaffKind, User
from tests.courses.board.cast import signed_in
from tests.courses.review.cast import Cast, cast, somebody
from tests.factories import OrganisationFactory, UserFactory, the_catalogue
from tests.pages import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

OF_A_PAGE = [
    "edit",
    "delete",
    "unpublish",
    "copy",
    "move",
    "history",
    "view_draft",
    "preview_on_edit",
    "workflow_history",
    "usage",
    "set_privacy",
    "lock",
]


@pytest.fixture
def people() -> Cast:
    return cast()


def is_turned_away(client: Client, url: str) -> bool:
    """Wagtail leads whoever may not to its first page, and says so there."""
    answers = client.get(url), client.post(url)
    return all(
        answer.status_code in (403, 404, 405) or (answer.status_code == 302 and answer["Location"] == "/admin/")
        for answer in answers
    )


@pytest.mark.parametrize("name", OF_A_PAGE)
def test_of_a_course_elsewhere_no_page_opens(people: Cast, name: str) -> None:
    for user in (people.colleague, people.beside):
        for page in (people.course, people.draft):
            assert is_turned_away(signed_in(user), reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))


def test_nor_does_its_board_or_the_way_to_bring_files(people: Cast) -> None:
    client, key = signed_in(people.colleague), people.course.pk
    assert is_turned_away(client, reverse("boards:board", args=[key]))
    assert is_turned_away(client, reverse("documents:send", args=[key]))
    assert is_turned_away(client, reverse("wagtailadmin_explore", args=[key]))
    assert is_turned_away(client, reverse("wagtailadmin_pages:add_subpage", args=[key]))
    assert is_turned_away(client, reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", key]))


def test_lists_searches_and_reports_know_only_ones_own(people: Cast) -> None:
    client = signed_in(people.colleague)
    for url in (
        reverse("courses:index"),
        reverse("wagtailadmin_explore", args=[the_catalogue().pk]),
        reverse("wagtailadmin_pages:search") + "?q=写名字",
        reverse("wagtailadmin_reports:aging_pages"),
        "/admin/",
    ):
        assert f"/admin/pages/{people.course.pk}/edit/" not in client.get(url).text


def test_ones_own_are_there_as_before(people: Cast) -> None:
    client = signed_in(people.editor)
    assert "写名字" in client.get(reverse("courses:index")).text
    assert client.get(reverse("wagtailadmin_pages:edit", args=[people.draft.pk])).status_code == 200
    assert client.get(reverse("boards:board", args=[people.course.pk])).status_code == 200


def test_who_chooses_a_page_to_link_to_sees_no_drafts_of_others(people: Cast) -> None:
    client = signed_in(people.colleague)
    assert "第二课" not in client.get(reverse("wagtailadmin_choose_page_child", args=[people.course.pk])).json()["html"]
    assert "写名字" in client.get(reverse("wagtailadmin_choose_page_child", args=[the_catalogue().pk])).json()["html"]
    CoursePage.objects.filter(pk=people.course.pk).update(live=False)
    assert client.get(reverse("wagtailadmin_choose_page_child", args=[people.course.pk])).status_code != 200


def test_who_works_nowhere_has_no_course_and_an_administrator_has_all(people: Cast) -> None:
    nowhere, learner = UserFactory(), somebody(people.course.provider, "Editors", kind=StaffKind.LEARNER)
    nowhere.groups.add(Group.objects.get(name="Editors"))
    for user in (nowhere, learner):
        assert not people.course.permissions_for_user(user).can_edit()
        assert "写名字" not in signed_in(user).get(reverse("courses:index")).text
    assert people.course.permissions_for_user(UserFactory(is_superuser=True)).can_publish()


def test_a_plain_page_is_asked_as_its_course_would_be(people: Cast) -> None:
    page = Page.objects.get(pk=people.draft.pk)
    assert page.permissions_for_user(people.editor).can_edit()
    assert not page.permissions_for_user(people.colleague).can_edit()


def provider_taken(user: User, course: CoursePage, organisation: int) -> bool:
    form = CoursePage.get_edit_handler().get_form_class()(instance=course, for_user=user)
    try:
        form.fields["provider"].clean(organisation)
    except ValidationError:
        return False
    return True


def test_a_course_is_given_to_no_organisation_its_editor_does_not_work_in(people: Cast) -> None:
    own, theirs = people.course.provider, people.elsewhere.provider
    below = OrganisationFactory(parent=type(own).objects.get(pk=own.pk))
    new = CoursePage()
    assert provider_taken(people.editor, new, own.pk)
    assert provider_taken(people.editor, new, below.pk)
    assert not provider_taken(people.editor, new, theirs.pk)
    assert provider_taken(UserFactory(is_superuser=True), new, theirs.pk)


def test_a_page_above_the_courses_of_others_is_not_deleted_with_them(people: Cast) -> None:
    client = signed_in(people.above)
    client.post(reverse("wagtailadmin_pages:delete", args=[the_catalogue().pk]))
    assert Page.objects.filter(pk=people.elsewhere.pk).exists()


@pytest.mark.on_postgres
@pytest.mark.parametrize("count", [2, 12])
def test_the_list_of_courses_costs_the_same_for_few_and_many(people: Cast, count: int) -> None:
    from tests.factories import CoursePageFactory

    CoursePageFactory.create_batch(count, provider=people.course.provider, programme=people.course.programme)
    assert queries(signed_in(people.above), reverse("courses:index")) == 27
