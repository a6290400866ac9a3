"""Who may put packages into lessons, and what a newer version of one asks of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from college.courses.models import CoursePage, LessonPage
from college.packages.actions import receive
from college.packages.models import Package
from college.people.models import StaffKind, User
from tests.courses.board.cast import an_editor, signed_in
from tests.factories import CoursePageFactory, LessonPageFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.packages import samples
from tests.packages.making import a_package

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SHOWN = ["send", "preview", "send-into", "preview-into"]


@pytest.fixture
def publisher() -> Client:
    return signed_in(an_editor("Editors", "Moderators"))


def sent_by(user: User, content: bytes | None = None) -> Package:
    return receive(file=SimpleUploadedFile("新.zip", content or samples.adapt()), user=user)


def a_zip() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("课件.zip", samples.story())}


def address(name: str, lesson: LessonPage, package: Package | None = None) -> str:
    into = [lesson.pk] if name.endswith("-into") else []
    of_package = [package.pk] if package and name.startswith("preview") else []
    return reverse(f"courseware:{name}", args=[lesson.get_parent().pk, *into, *of_package])


def a_lesson(**fields: Any) -> LessonPage:
    lesson: LessonPage = LessonPageFactory(**fields)
    return lesson


def of_another_organisation() -> User:
    user = MembershipFactory(organisation=OrganisationFactory(), kind=StaffKind.COMMUNITY_WORKER).user
    user.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
    return user


def is_refused(client: Client, address: str, sent: dict[str, Any] | None = None) -> bool:
    """Led to the admin's first page with a sentence."""
    answer = client.get(address) if sent is None else client.post(address, sent)
    return answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home")


def nothing_changed(lesson: LessonPage) -> bool:
    course = CoursePage.objects.get(pk=lesson.get_parent().pk)
    return LessonPage.objects.child_of(course).count() == 1 and not Package.objects.filter(is_kept=True).exists()


@pytest.mark.parametrize("name", SHOWN)
def test_who_is_signed_out_is_asked_to_sign_in(client: Client, user: User, name: str) -> None:
    lesson = a_lesson()
    there = address(name, lesson, sent_by(user))
    for answer in (client.get(there), client.post(there, a_zip())):
        assert answer.status_code == 302
        assert "login" in answer["Location"]
    assert nothing_changed(lesson)


@pytest.mark.parametrize("name", SHOWN)
def test_a_learner_has_nothing_to_do_there(user: User, name: str) -> None:
    lesson, learner = a_lesson(), signed_in(UserFactory())
    there = address(name, lesson, sent_by(user))
    for answer in (learner.get(there), learner.post(there, a_zip())):
        assert answer.status_code in (302, 403)
        assert "新.zip" not in answer.text
    assert nothing_changed(lesson)


@pytest.mark.parametrize("name", SHOWN)
def test_for_an_editor_of_another_organisation_the_lesson_is_not_there(name: str) -> None:
    lesson, stranger = a_lesson(), of_another_organisation()
    there, client = address(name, lesson, sent_by(stranger)), signed_in(stranger)
    assert client.get(there).status_code == 404
    assert client.post(there, a_zip()).status_code == 404
    assert nothing_changed(lesson)


def test_an_editor_who_may_not_publish_puts_packages_into_drafts(editor: Client) -> None:
    lesson = a_lesson(title="用电")
    shown = editor.post(address("send", lesson), a_zip(), follow=True)
    assert "index_lms.html" in shown.text
    assert "是草稿" in editor.post(shown.redirect_chain[-1][0], follow=True).text
    assert not LessonPage.objects.get(title="安全用电").live
    shown = editor.post(address("send-into", lesson), a_zip(), follow=True)
    editor.post(shown.redirect_chain[-1][0])
    lesson.refresh_from_db()
    assert lesson.package is None
    assert lesson.get_latest_revision_as_object().package.title == "安全用电"


def test_nobody_agrees_to_what_somebody_else_sent(editor: Client) -> None:
    lesson, theirs = a_lesson(), sent_by(an_editor())
    for name in ("preview", "preview-into"):
        assert editor.get(address(name, lesson, theirs))["Location"] == address(name.replace("preview", "send"), lesson)
        editor.post(address(name, lesson, theirs))
    assert nothing_changed(lesson)


def test_a_lesson_of_another_course_is_not_there(editor: Client, user: User) -> None:
    lesson, course = a_lesson(), CoursePageFactory()
    for name, more in (("send-into", []), ("preview-into", [sent_by(user).pk])):
        assert editor.get(reverse(f"courseware:{name}", args=[course.pk, lesson.pk, *more])).status_code == 404


def published(lesson: LessonPage) -> None:
    """As it is."""


def drafted(lesson: LessonPage) -> None:
    LessonPage.objects.filter(pk=lesson.pk).update(live=False)


def scheduled(lesson: LessonPage) -> None:
    """Approved for tomorrow by who may publish."""
    lesson.go_live_at = timezone.now() + timedelta(days=1)
    drafted(lesson)
    lesson.save_revision().publish()


def in_review(lesson: LessonPage) -> None:
    drafted(lesson)
    lesson.save_revision()
    lesson.get_workflow().start(lesson, an_editor())


def beside_one_in_review(lesson: LessonPage) -> None:
    """Of a copy that has the same package in its draft alone."""
    drafted(lesson)
    copy = a_lesson(parent=lesson.get_parent(), live=False)
    copy.package = lesson.package
    copy.save_revision()
    copy.get_workflow().start(copy, an_editor())


def locked(lesson: LessonPage) -> None:
    LessonPage.objects.filter(pk=lesson.pk).update(live=False, locked=True, locked_by=UserFactory())


@pytest.mark.parametrize("made", [published, scheduled, in_review, beside_one_in_review, locked])
def test_what_was_approved_or_waits_for_approval_is_not_replaced_by_who_may_not_publish(
    editor: Client, user: User, made: Any
) -> None:
    lesson = a_lesson(package=a_package())
    made(lesson)
    newer = sent_by(user)
    assert is_refused(editor, address("send-into", lesson))
    assert is_refused(editor, address("send-into", lesson), a_zip())
    assert is_refused(editor, address("preview-into", lesson, newer))
    assert is_refused(editor, address("preview-into", lesson, newer), {})
    assert Package.objects.get(pk=lesson.package_id).version == 1


def test_the_package_of_a_draft_is_replaced_by_its_editor(editor: Client, user: User) -> None:
    lesson = a_lesson(package=a_package())
    drafted(lesson)
    editor.post(address("preview-into", lesson, sent_by(user)))
    assert Package.objects.get(pk=lesson.package_id).version == 2


def test_who_may_publish_replaces_what_learners_see_but_not_what_somebody_locked(publisher: Client) -> None:
    lesson = a_lesson(package=a_package())
    shown = publisher.post(address("send-into", lesson), a_zip(), follow=True)
    assert "换成了新版课件" in publisher.post(shown.redirect_chain[-1][0], follow=True).text
    locked(lesson)
    assert is_refused(publisher, address("send-into", lesson))
    assert is_refused(publisher, address("send-into", lesson), a_zip())


def test_nothing_is_put_into_a_lesson_that_somebody_locked(editor: Client) -> None:
    lesson = a_lesson()
    locked(lesson)
    assert is_refused(editor, address("send-into", lesson))
    assert "SCORM" not in editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text


def test_an_editor_is_told_what_becomes_of_lessons_whose_newer_version_reports_nothing(
    editor: Client, user: User
) -> None:
    lesson, silent = a_lesson(package=a_package(), live=False), sent_by(user, samples.assets())
    replaced = editor.get(address("preview-into", lesson, silent)).text
    assert "再没有人能通过" in replaced
    assert "自己点“我看完了”，就算学完" not in replaced
    assert "自己点“我看完了”，就算学完" in editor.get(address("preview", lesson, silent)).text
