"""An editor brings a file, looks at what it would become, and agrees or not."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupCollectionPermission

from cms.models import Picture
from college.courses.documents import packages
from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from tests.courses.board.cast import a_course, an_editor, lesson, signed_in, titles_of
from tests.courses.documents.files import docx, heading, line, pdf, picture, png, pptx, table
from tests.factories import UserFactory, the_district
from tests.pages import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
GOOD = docx(
    heading("第一课"),
    line("今天学一个字。"),
    line(picture("r1", "一张红纸")),
    heading("第二课"),
    table(["药名", "一天几次"], ["阿司匹林", "一次"]),
    pictures={"r1": png()},
)


def send(client: Client, course: CoursePage, content: bytes, name: str = "讲义.docx", **more: bytes) -> Any:
    address = reverse("documents:send", args=[course.pk])
    files = {"file": SimpleUploadedFile(name, content)}
    files |= {field: SimpleUploadedFile(f"讲义.{field}", held) for field, held in more.items()}
    return client.post(address, files, follow=True)


def agree(client: Client, shown: Any, **said: Any) -> Any:
    chosen = [str(number) for number in range(len(shown.context["outline"].lessons))]
    return client.post(shown.redirect_chain[-1][0], {"lesson": chosen, **said}, follow=True)


def test_a_word_file_is_shown_first_and_becomes_drafts_when_its_sender_agrees(editor: Client, user: User) -> None:
    course = a_course("点")
    shown = send(editor, course, GOOD)
    for words in ("会变成 2 课", "今天学一个字。", "阿司匹林", "一张红纸"):
        assert words in shown.text
    assert titles_of(course) == ["点"]
    assert not Picture.objects.exists()
    assert "导入了 2 课" in agree(editor, shown).text
    assert titles_of(course) == ["点", "第一课", "第二课"]
    first, second = lesson(course, "第一课"), lesson(course, "第二课")
    assert (first.live, first.owner, [block.block_type for block in first.body]) == (False, user, ["text", "picture"])
    kept = Picture.objects.get()
    assert (kept.description, kept.uploaded_by_user, kept.width) == ("一张红纸", user, 40)
    assert first.body[1].value["image"].contextual_alt_text == "一张红纸"
    assert second.body[0].value["data"][1] == ["阿司匹林", "一次"]
    assert second.latest_revision


def test_a_lesson_with_a_table_and_a_picture_opens_in_the_editor_and_as_learners_see_it(editor: Client) -> None:
    course = a_course()
    agree(editor, send(editor, course, GOOD))
    for title, words in (("第一课", "今天学一个字。"), ("第二课", "阿司匹林")):
        page = lesson(course, title)
        assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert words in editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).text


def test_slides_and_their_pdf_become_a_lesson_of_pictures_with_words_below(editor: Client, user: User) -> None:
    def build(deck: Any) -> None:
        added = deck.slides.add_slide(deck.slide_layouts[1])
        added.shapes.title.text, added.placeholders[1].text = "三不", "不听"
        added.notes_slide.notes_text_frame.text = "慢慢讲。"
        added.shapes.add_picture(BytesIO(png()), 0, 0)

    course = a_course()
    shown = send(editor, course, pptx(build), "防诈骗.pptx", pdf=pdf("blue"))
    for words in ("1 张图片", "三不", "照片或图表还没有说明", "不听", "慢慢讲。"):
        assert words in shown.text
    assert not Picture.objects.exists()
    agree(editor, shown)
    drawn, words = lesson(course, "三不").body
    assert drawn.value["image"].contextual_alt_text == "三不"
    assert words.value.source == "<ul><li>不听</li></ul><p>慢慢讲。</p>"
    kept = Picture.objects.get()
    assert (kept.width, kept.height, kept.uploaded_by_user) == (1600, 1200, user)


def test_the_editor_takes_a_part_of_it_and_names_it_otherwise(editor: Client) -> None:
    course = a_course()
    agree(editor, send(editor, course, GOOD), lesson=["1"], **{"title-1": "  吃药 "})
    assert titles_of(course) == ["吃药"]
    assert not Picture.objects.exists()


def test_who_ticks_nothing_is_asked_to(editor: Client) -> None:
    course = a_course()
    answer = agree(editor, send(editor, course, GOOD), lesson=[])
    assert "请至少勾选一课" in answer.text
    assert titles_of(course) == []


def test_two_taps_bring_each_lesson_once(editor: Client) -> None:
    course = a_course()
    shown = send(editor, course, GOOD)
    agree(editor, shown)
    assert "已经导入过" in agree(editor, shown).text
    assert len(titles_of(course)) == 2


def test_one_editor_neither_sees_nor_agrees_to_what_another_sent(editor: Client) -> None:
    course = a_course()
    shown = send(editor, course, GOOD)
    preview = shown.redirect_chain[-1][0]
    key = next(iter(shown.context["outline"].pictures))
    other = signed_in(an_editor())
    assert "今天学一个字" not in other.get(preview, follow=True).text
    assert other.get(f"{preview}{key}/").status_code == 404
    other.post(preview, {"lesson": ["0"]})
    assert titles_of(course) == []
    assert editor.get(f"{preview}{key}/")["Content-Type"] == "image/jpeg"


def test_nor_does_it_go_to_another_course(editor: Client) -> None:
    here, there = a_course(), a_course()
    preview = send(editor, here, GOOD).redirect_chain[-1][0]
    editor.post(preview.replace(f"/{here.pk}/", f"/{there.pk}/"), {"lesson": ["0"]})
    assert titles_of(there) == []


def test_who_may_not_add_lessons_to_a_course_brings_none(editor: Client, user: User, client: Client) -> None:
    course = a_course()
    preview = send(editor, course, GOOD).redirect_chain[-1][0]
    user.groups.get().page_permissions.filter(permission__codename="add_page").delete()
    for answer in (send(editor, course, GOOD), editor.post(preview, {"lesson": ["0"]})):
        assert answer.status_code in {302, 403, 404} or "会变成" not in answer.text
    user.groups.get().page_permissions.all().delete()
    assert editor.get(reverse("documents:send", args=[course.pk])).status_code == 404
    client.force_login(UserFactory())
    assert client.get(reverse("documents:send", args=[course.pk])).status_code == 302
    assert titles_of(course) == []


def test_pictures_go_where_the_editor_may_put_them(editor: Client, user: User) -> None:
    course = a_course()
    ours = the_district().collection.add_child(name="认字班")
    may = GroupCollectionPermission.objects.filter(
        group__in=user.groups.all(), permission__codename__in=["add_image", "add_picture"]
    )
    may.update(collection=ours)
    agree(editor, send(editor, course, GOOD))
    assert Picture.objects.get().collection == ours


def test_who_may_not_upload_pictures_brings_the_text_and_is_told(editor: Client, user: User) -> None:
    course = a_course()
    GroupCollectionPermission.objects.filter(group__in=user.groups.all()).delete()
    shown = send(editor, course, GOOD)
    assert "您不能上传图片" in shown.text
    agree(editor, shown)
    assert not Picture.objects.exists()
    assert [block.block_type for block in lesson(course, "第一课").body] == ["text"]


def test_it_is_reached_from_the_board_and_from_the_page_of_the_course(editor: Client) -> None:
    course = a_course()
    address = reverse("documents:send", args=[course.pk])
    for way in ("boards:board", "wagtailadmin_pages:edit", "wagtailadmin_explore"):
        assert address in editor.get(reverse(way, args=[course.pk])).text


def test_an_editor_may_send_more_than_other_forms_take(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    course = a_course()
    assert "这不是" in send(editor, course, bytes(17 * 1024**2)).text
    monkeypatch.setattr(packages, "MOST_BYTES", 1000)
    assert "每个最多 1000" in send(editor, course, bytes(20 * 1024**2)).text.replace("\xa0", " ")
    assert not LessonPage.objects.exists()


@pytest.mark.parametrize("count", [3, 40])
def test_a_preview_of_forty_lessons_costs_what_one_of_three_does(editor: Client, count: int) -> None:
    course = a_course()
    many = [part for n in range(count) for part in (heading(f"第{n}课"), line(picture("r1")), line("字"))]
    shown = send(editor, course, docx(*many, pictures={"r1": png()}))
    assert queries(editor, shown.redirect_chain[-1][0]) == 15
