"""The demonstration, built once from its real text, drawings and narration, then used and built again."""

import hashlib
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page, Revision, Site

from cms.models import HomePage, Picture
from college.certificates.models import Award, Nomination
from college.courses.models import CoursePage, LessonPage
from college.dialogue.models import Question
from college.people.models import Organisation, User
from college.progress.models import Enrolment
from demo import content
from demo.build import accounts, build
from media.models import Transcript, Video
from tests.factories import HomePageFactory, ProgrammeIndexPageFactory

LESSONS = [(slug, lesson["slug"]) for slug in content.course_slugs() for lesson in content.course(slug)["lessons"]]
COUNTED = (User, Organisation, Page, Picture, Video, Award, Nomination, Enrolment, Revision, Question)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Drawing takes seconds, so the tests of this file share one demo, in a transaction that is undone at the end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        if not HomePage.objects.exists():
            root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
            home = HomePageFactory(parent=root)
            ProgrammeIndexPageFactory(parent=home)
            Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
        build(lambda title: None)
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("demo", "db")


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_a_second_run_adds_nothing() -> None:
    before = counts()
    build(lambda title: pytest.fail(f"{title} was added again"))
    assert counts() == before


def test_a_second_run_asks_the_database_little(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(55):  # type: ignore[operator]
        build(lambda title: None)


def test_what_an_editor_changed_stays_changed() -> None:
    lesson = LessonPage.objects.get(slug="my-name")
    lesson.title = "先写“王”字"
    lesson.slug = "wang"
    lesson.save_revision().publish()
    course = CoursePage.objects.get(slug="branch-life")
    course.slug = "three-meetings"
    course.save_revision().publish()
    home = HomePage.objects.get()
    home.introduction = "<p>欢迎。</p>"
    home.body = []
    home.save_revision().publish()
    before = counts()

    build(lambda title: None)

    assert counts() == before
    assert LessonPage.objects.get(pk=lesson.pk).title == "先写“王”字"
    home = HomePage.objects.get()
    assert (home.introduction, len(home.body)) == ("<p>欢迎。</p>", 0)


def test_what_was_interrupted_is_finished() -> None:
    before = counts()
    CoursePage.objects.get(slug="book-a-centre").delete()
    Page.objects.get(slug="help").specific.delete()
    added: list[str] = []

    build(added.append)

    assert added == ["党群服务中心预约怎么用"]
    assert counts()["Page"] == before["Page"]


def test_another_page_at_the_same_address_is_left_alone() -> None:
    Page.objects.get(slug="about").specific.delete()
    theirs = HomePage.objects.get().add_child(instance=Page(title="我们自己的介绍", slug="about"))

    build(lambda title: None)

    assert [page.pk for page in Page.objects.filter(slug="about")] == [theirs.pk]


def test_somebody_with_the_same_name_keeps_their_password() -> None:
    User.objects.filter(username="admin").delete()
    theirs = User.objects.create_user(username="admin", password="their own secret", display_name="系统管理员")

    build(lambda title: None)

    theirs.refresh_from_db()
    assert theirs.check_password("their own secret")
    assert not theirs.is_superuser


@pytest.mark.parametrize("path", ["/", "/courses/", "/about/", "/help/"])
def test_a_visitor_opens_every_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("slug", content.course_slugs())
def test_a_visitor_opens_every_course(client: Client, slug: str) -> None:
    response = client.get(f"/courses/{slug}/")
    assert response.status_code == 200
    assert content.course(slug)["title"] in response.content.decode()


@pytest.mark.parametrize(("course", "lesson"), LESSONS)
def test_a_learner_opens_every_lesson(client: Client, course: str, lesson: str) -> None:
    client.force_login(User.objects.get(username="xiulan"))
    assert client.get(f"/courses/{course}/{lesson}/").status_code == 200


@pytest.mark.parametrize("account", accounts(), ids=lambda account: account.username)
def test_everyone_in_the_table_can_sign_in(client: Client, account: object) -> None:
    assert client.login(username=account.username, password=account.password)  # type: ignore[attr-defined]
    assert client.get("/").status_code == 200


def test_the_teacher_may_publish_and_the_learner_may_not_enter_the_desk(client: Client) -> None:
    teacher, learner = User.objects.get(username="teacher"), User.objects.get(username="xiulan")
    lesson = LessonPage.objects.get(slug="my-name")
    assert lesson.permissions_for_user(teacher).can_publish()
    assert not lesson.permissions_for_user(learner).can_edit()
    client.force_login(teacher)
    assert client.get("/admin/").status_code == 200


def test_a_lesson_waits_for_the_reviewer_of_the_street(client: Client) -> None:
    lesson = LessonPage.objects.get(slug="take-the-report")
    assert not lesson.live
    editor, reviewer = (User.objects.get(username=name) for name in ("sunmei", "shen"))
    assert not lesson.permissions_for_user(editor).can_publish()
    client.force_login(reviewer)
    assert lesson.title in client.get("/admin/").text
    client.force_login(editor)
    assert "收不到验证码" in client.get("/admin/").text


def test_xiulan_and_liming_find_their_course_waiting() -> None:
    enrolled = Enrolment.objects.exclude(learner__username__startswith="classmate")
    assert set(enrolled.values_list("learner__username", "course__slug")) == {
        ("xiulan", "write-my-name"),
        ("liming", "volunteer-records"),
    }


def test_the_teacher_finds_a_class_of_forty_to_call_the_roll_of(client: Client) -> None:
    client.force_login(User.objects.get(username="teacher"))
    lesson = LessonPage.objects.get(slug="my-name")
    page = client.get(f"/admin/teaching/{lesson.get_parent().pk}/rooms/{lesson.pk}/")
    assert len(page.context["roll"].seats) == 40


def test_every_picture_is_described_and_every_course_has_a_cover() -> None:
    assert not Picture.objects.filter(description="").exists()
    assert not CoursePage.objects.filter(cover=None).exists()


def test_the_videos_wait_for_the_worker_like_any_upload() -> None:
    videos = Video.objects.all()
    assert {video.lessons.get().slug for video in videos} == {"my-name", "hold-a-meeting", "write-a-record"}
    assert all(video.size < 2_000_000 for video in videos)
    assert not Transcript.objects.exists()


def test_the_site_answers_where_it_is_served(settings: object) -> None:
    site = Site.objects.get(is_default_site=True)
    assert site.root_url == settings.WAGTAILADMIN_BASE_URL  # type: ignore[attr-defined]
    assert site.site_name == "明亮学堂"


def test_somebody_waits_for_the_reviewer_and_somebody_is_shown_to_the_public(client: Client) -> None:
    reviewer = User.objects.get(username="hejing")

    asked = Nomination.objects.that_wait_for(reviewer)
    assert dict(asked.values_list("person__username", "state")) == {"liming": "waiting", "chenxiao": "published"}
    assert "年度志愿服务记录证明" in client.get("/publicity/").text


def test_a_cover_comes_out_the_same_each_time() -> None:
    from demo.drawing.covers import draw_cover

    once, again = (hashlib.sha256(draw_cover("fire-safety").tobytes()).hexdigest() for _ in range(2))
    assert once == again


def test_the_command_prints_who_can_sign_in() -> None:
    out = StringIO()
    call_command("demo", stdout=out)
    assert "xiulan    mingliang2026  王秀兰" in out.getvalue()


def test_the_command_refuses_a_production_site(settings: object) -> None:
    settings.SETTINGS_MODULE = "college.settings.production"  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="production"):
        call_command("demo")
