"""Who carries a course: out from its board, and in from the list of courses."""

import base64
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from college.courses.archive.actions import GRACE, begin_import_of_file, forget
from college.courses.models import CourseImport, CoursePage, LessonPage
from college.people.models import User
from media.models import Upload
from tests.courses.archive.cast import a_full_course, a_worker, brought, content_of, exported, wipe, worked_on
from tests.courses.board.cast import a_course, an_editor, lesson, signed_in
from tests.factories import OrganisationFactory, ProgrammeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SEND = "/admin/course-archives/"


@pytest.fixture
def user() -> User:
    return a_worker()


def text_course() -> bytes:
    return exported(a_course("点", "横"))


def chosen(user: User) -> dict[str, str]:
    here = user.memberships.get().organisation
    collection = str(here.collection.pk)
    return {"provider": str(here.pk), "programme": str(ProgrammeFactory().pk), "collection": collection}


def test_an_editor_takes_the_course_out_as_she_left_it(editor: Client) -> None:
    course = a_course("点", title="笔画")
    draft = lesson(course, "点")
    draft.title = "点和横"
    draft.save_revision()
    answer: Any = editor.get(reverse("archives:export", args=[course.pk]))
    content = content_of(b"".join(answer.streaming_content))
    assert (content["course"]["title"], content["lessons"][0]["title"]) == ("笔画", "点和横")
    assert answer["Content-Type"] == "application/zip"
    assert f"{course.slug}.zip" in answer["Content-Disposition"]


def test_who_may_not_edit_a_course_takes_it_nowhere(editor: Client, client: Client, user: User) -> None:
    course = a_course("点")
    address = reverse("archives:export", args=[course.pk])
    assert signed_in(a_worker(OrganisationFactory())).get(address).status_code == 404
    assert client.get(address).status_code == 302
    assert signed_in(UserFactory()).get(address).status_code in (302, 403)
    GroupPagePermission.objects.all().delete()
    assert editor.get(address).status_code in (302, 403, 404)


def test_right_answers_are_not_handed_to_who_may_not_see_the_question_bank(user: User, editor: Client) -> None:
    course = a_full_course(user)
    group = user.groups.get()
    group.permissions.remove(*group.permissions.filter(content_type__app_label="quizzes"))
    answer = editor.get(reverse("archives:export", args=[course.pk]), follow=True)
    assert "题库权限" in answer.text


def test_a_course_with_a_lost_file_is_not_half_exported(user: User, editor: Client) -> None:
    course = a_full_course(user)
    video = lesson(course, "名字").video
    video.file.storage.delete(video.file.name)
    answer = editor.get(reverse("archives:export", args=[course.pk]), follow=True)
    assert "找不到了" in answer.text


def test_a_course_comes_in_shown_first_and_as_drafts(editor: Client, user: User) -> None:
    archive = exported(a_full_course(UserFactory()))
    wipe()
    shown: Any = editor.post(SEND, {"file": SimpleUploadedFile("course.zip", archive)}, follow=True)
    address = shown.redirect_chain[-1][0]
    assert "正在看里面有什么" in shown.text
    worked_on(CourseImport.objects.get())
    page = editor.get(address).text
    for words in ("认字第一步", "原来由", "再写一次", "明亮区", "学时规则：省里的规则"):
        assert words in page
    assert not CoursePage.objects.exists()
    assert "正在导入" in editor.post(address, chosen(user), follow=True).text
    worked_on(CourseImport.objects.get())
    course = CoursePage.objects.get()
    assert reverse("boards:board", args=[course.pk]) in editor.get(address).text
    assert (course.live, course.provider.name, LessonPage.objects.live().count()) == (False, "明亮区", 0)
    assert editor.get(reverse("boards:board", args=[course.pk])).status_code == 200
    for page_of in [course, *LessonPage.objects.all()]:
        assert editor.get(reverse("wagtailadmin_pages:edit", args=[page_of.pk])).status_code == 200


def test_two_taps_bring_it_once(editor: Client, user: User) -> None:
    archive = text_course()
    row = brought(archive, user)
    address = reverse("archives:import", args=[row.uuid])
    said = chosen(user)
    editor.post(address, said)
    worked_on(row)
    editor.post(address, said)
    worked_on(row)
    assert CoursePage.objects.count() == 2


def test_a_course_goes_only_to_where_its_sender_works(editor: Client, user: User) -> None:
    row = brought(text_course(), user)
    address = reverse("archives:import", args=[row.uuid])
    elsewhere = {**chosen(user), "provider": str(OrganisationFactory().pk)}
    assert "都选好" in editor.post(address, elsewhere, follow=True).text
    assert CourseImport.objects.get().state == "shown"


def test_who_lost_the_right_meanwhile_brings_nothing(editor: Client, user: User) -> None:
    row = brought(text_course(), user)
    editor.post(reverse("archives:import", args=[row.uuid]), chosen(user))
    user.memberships.all().delete()
    assert worked_on(row).state == "failed"
    assert CoursePage.objects.count() == 1


def test_who_works_nowhere_is_told_what_is_missing(client: Client) -> None:
    user = an_editor()
    row = brought(text_course(), user)
    user.memberships.all().delete()
    page = signed_in(user).get(reverse("archives:import", args=[row.uuid])).text
    assert "工作身份" in page
    assert 'name="provider"' not in page


def test_nobody_else_sees_what_somebody_sent(user: User, client: Client) -> None:
    row = brought(text_course(), user)
    address = reverse("archives:import", args=[row.uuid])
    other = signed_in(an_editor())
    assert other.get(address).status_code == 404
    assert other.post(address, {}).status_code == 404
    assert other.post(f"{address}give-up/").status_code == 404
    assert client.get(address).status_code == 302
    assert signed_in(UserFactory()).get(SEND).status_code in (302, 403)


def test_who_may_not_add_courses_is_not_shown_the_way(client: Client, editor: Client) -> None:
    courses = reverse("courses:index")
    assert SEND in editor.get(courses).text
    GroupPagePermission.objects.filter(permission__codename="add_page").delete()
    assert editor.get(SEND).status_code in (302, 403)


def test_the_sender_thinks_better_of_it(editor: Client, user: User) -> None:
    row = brought(text_course(), user)
    editor.post(reverse("archives:give_up", args=[row.uuid]))
    assert not CourseImport.objects.exists()
    assert not row.file.storage.exists(row.file.name)


def test_who_picks_nothing_is_asked_to(editor: Client) -> None:
    assert "请先选一个文件" in editor.post(SEND, {}).text


def test_a_large_file_comes_in_pieces(editor: Client, user: User) -> None:
    archive = text_course()
    name = base64.b64encode("课.zip".encode()).decode()
    tus = {"Tus-Resumable": "1.0.0"}
    said = {**tus, "Upload-Length": str(len(archive)), "Upload-Metadata": f"filename {name}"}
    address = editor.post(f"{SEND}uploads/", headers=said)["Location"]
    half = len(archive) // 2
    for start, piece in ((0, archive[:half]), (half, archive[half:])):
        headers = {**tus, "Upload-Offset": str(start)}
        editor.patch(address, piece, content_type="application/offset+octet-stream", headers=headers)
    sent = {"upload": address.split("/")[-2]}
    first, again = (editor.post(SEND, sent, headers={"Accept": "application/json"}).json() for _ in range(2))
    assert first == again
    assert first["url"] == reverse("archives:import", args=[CourseImport.objects.get().uuid])
    assert worked_on(CourseImport.objects.get()).state == "shown"
    assert not Upload.objects.exists()
    assert not any(Path(settings.FILE_UPLOAD_TEMP_DIR).glob(sent["upload"] + "*"))


def test_one_that_is_larger_than_any_course_is_refused_at_once(editor: Client, settings: Any) -> None:
    settings.ARCHIVE_MAX_BYTES = 1000
    said = {"Tus-Resumable": "1.0.0", "Upload-Length": "1001"}
    answer = editor.post(f"{SEND}uploads/", headers=said)
    assert (answer.status_code, "上限" in answer.text) == (413, True)


def test_what_is_over_leaves_no_file_and_after_a_week_no_row(user: User) -> None:
    row = brought(b"no archive", user)
    shown = begin_import_of_file(file=ContentFile(b"waits", "b.zip"), user=user)
    CourseImport.objects.update(created_at=timezone.now() - 2 * GRACE)
    forget()
    assert not row.file.storage.exists(row.file.name)
    assert shown.file.storage.exists(shown.file.name)
    CourseImport.objects.update(created_at=timezone.now() - CourseImport.KEPT)
    forget()
    assert not CourseImport.objects.exists()
    assert not shown.file.storage.exists(shown.file.name)
