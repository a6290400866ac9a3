"""An editor translates a course; readers find it once, in their language."""

import json
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from college.courses.languages.actions import translate
from college.courses.languages.beside import beside
from college.courses.models import CoursePage, HourPolicy, LessonPage
from college.people.models import User
from tests.courses.archive.cast import a_worker
from tests.courses.board.cast import a_course, an_editor, lesson, signed_in
from tests.factories import LessonPageFactory, OrganisationFactory, StandardPageFactory, UserFactory
from tests.media.factories import TranscriptFactory, VideoFactory
from tests.pages import queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def user() -> User:
    return an_editor("Editors", "Moderators")


def address(course: CoursePage) -> str:
    return reverse("course_languages:beside", args=[course.pk])


def published_in_english(course: CoursePage, user: User, title: str = "First-steps") -> CoursePage:
    made = translate(course=course, language="en", user=user)
    made.title = title
    made.save_revision(user=user).publish()
    for number, page in enumerate(LessonPage.objects.child_of(made).order_by("path"), start=1):
        page.title = f"Lesson {number}"
        page.save_revision(user=user).publish()
    return CoursePage.objects.get(pk=made.pk)


def a_text(words: str) -> str:
    return json.dumps([{"type": "text", "value": f"<p>{words}</p>"}])


def in_english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def states(course: CoursePage) -> list[str]:
    return [line.state for line in beside(CoursePage.objects.get(pk=course.pk), UserFactory())[0].lines]


def test_a_course_is_copied_with_its_lessons_tied_to_the_originals(editor: Client, user: User) -> None:
    course = a_course("点", "横", title="笔画", slug="strokes", hour_policy=HourPolicy.objects.create(name="省里的"))
    assert "还没有这种语言的译本" in editor.get(address(course)).text
    assert "译本准备好了" in editor.post(address(course), {"language": "en"}, follow=True).text
    made = CoursePage.objects.get(slug="strokes-en")
    assert (made.locale.language_code, made.translation_key, made.live) == ("en", course.translation_key, False)
    assert made.hour_policy is None
    for page in LessonPage.objects.child_of(made):
        original = page.get_translation(Locale.get_default())
        assert (original.get_parent().pk, original.title, page.live) == (course.pk, page.title, False)
        assert page.locale.language_code == "en"
    assert CoursePage.objects.get(pk=course.pk).live


def test_a_translation_is_given_when_the_original_is(user: User) -> None:
    course, spring = a_course("点"), datetime(2026, 3, 1, tzinfo=UTC)
    LessonPage.objects.child_of(course).update(available_from=spring)
    made = LessonPage.objects.child_of(translate(course=course, language="en", user=user)).get()
    assert (made.available_from, made.get_latest_revision_as_object().available_from) == (spring, spring)


def test_twice_brings_only_what_is_missing(editor: Client, user: User) -> None:
    course = a_course("点")
    editor.post(address(course), {"language": "en"})
    LessonPageFactory(parent=CoursePage.objects.get(pk=course.pk), title="横")
    assert states(course) == ["untouched", "untouched", "missing"]
    editor.post(address(course), {"language": "en"})
    editor.post(address(course), {"language": "en"})
    assert states(course) == ["untouched"] * 3
    assert CoursePage.objects.count() == 2


def test_the_editor_sees_what_is_translated_and_what_is_older_than_the_original(editor: Client, user: User) -> None:
    course = a_course("点", "横")
    published_in_english(course, user)
    assert states(course) == ["current"] * 3
    assert "都译好了" in editor.get(address(course)).text
    changed = lesson(course, "横")
    changed.introduction = "新写的"
    changed.save_revision()
    assert states(course) == ["current", "current", "older"]
    assert "1 页比原文旧" in editor.get(address(course)).text


def test_and_which_videos_have_no_captions_in_it(user: User) -> None:
    heard, unheard = VideoFactory(), VideoFactory()
    TranscriptFactory(video=heard, language="en", state="done")
    course = a_course()
    for video in (heard, unheard, None):
        LessonPageFactory(parent=course, video=video)
    translate(course=course, language="en", user=user)
    assert [line.captions for line in beside(course, user)[0].lines] == [None, True, False, None]


def test_the_page_of_a_translation_leads_to_that_of_its_original(editor: Client, user: User) -> None:
    course = a_course("点")
    made = translate(course=course, language="en", user=user)
    assert editor.get(address(made))["Location"] == address(course)
    assert editor.post(address(made), {"language": "zh-hans"}).status_code == 404
    assert editor.post(address(course), {"language": "xx"}).status_code == 404


def test_a_reader_finds_the_course_once_in_their_language(client: Client, user: User) -> None:
    course = a_course("点", title="笔画")
    published_in_english(course, user)
    a_course("丙", title="只有中文")
    for page in ("/courses/", "/"):
        chinese, english = client.get(page).text, in_english(Client()).get(page).text
        assert ("笔画" in chinese, "First-steps" in chinese) == (True, False), page
        assert ("笔画" in english, "First-steps" in english) == (False, True), page
        assert "只有中文" in english, page


def test_a_translation_in_draft_takes_nothing_away(client: Client, user: User) -> None:
    translate(course=a_course("点", title="笔画"), language="en", user=user)
    assert "笔画" in in_english(client).get("/courses/").text


def test_the_search_finds_it_once(client: Client, user: User) -> None:
    original = a_course(title="Water")
    made = published_in_english(original, user, "Water too")
    for reader, page in ((client, original), (in_english(Client()), made)):
        found = [result.page.pk for result in reader.get("/search/?q=water").context["results"]]
        assert found == [page.pk]


def found_by(reader: Client, words: str) -> list[str]:
    return [result.page.title for result in reader.get("/search/", {"q": words}).context["results"]]


def test_the_search_finds_it_in_the_other_language_where_only_that_says_the_words(client: Client, user: User) -> None:
    published_in_english(a_course(title="笔画 Stroke"), user, "Writing Stroke")
    for reader, own in ((client, "笔画 Stroke"), (in_english(Client()), "Writing Stroke")):
        assert found_by(reader, "stroke") == [own]
        assert found_by(reader, "笔画") == ["笔画 Stroke"]
        assert found_by(reader, "writing") == ["Writing Stroke"]


def test_a_stranger_finds_a_closed_lesson_in_the_language_whose_teaser_says_the_words(
    client: Client, user: User
) -> None:
    course = a_course()
    LessonPageFactory(parent=course, title="横画", introduction="Horizontal", body=a_text("Bar"))
    made = published_in_english(course, user)
    page = LessonPage.objects.child_of(made).get()
    page.introduction, page.body = "A stroke", a_text("Horizontal")
    page.save_revision().publish()
    assert found_by(in_english(client), "horizontal") == ["横画"]
    client.force_login(user)
    assert found_by(client, "horizontal") == ["Lesson 1"]


def test_the_pages_lead_to_one_another(client: Client, user: User) -> None:
    course = a_course("点", access="public", slug="strokes")
    made = published_in_english(course, user)
    page = client.get("/courses/strokes/").text
    assert f'href="{made.url}"' in page
    there = client.get(made.url).text
    assert 'href="/courses/strokes/"' in there
    assert '<article lang="en"' in there
    assert "<article lang" not in page
    first = LessonPage.objects.child_of(course).get()
    assert f'href="{first.get_translation(made.locale).url}"' in client.get(first.url).text


def test_no_page_leads_to_a_draft(client: Client, user: User) -> None:
    course = a_course("点", slug="strokes")
    translate(course=course, language="en", user=user)
    assert "strokes-en" not in client.get("/courses/strokes/").text


def test_who_may_not_edit_the_course_does_not_translate_it(client: Client) -> None:
    course = a_course("点")
    assert client.get(address(course)).status_code == 302
    assert signed_in(UserFactory()).get(address(course)).status_code in (302, 403)
    elsewhere = signed_in(a_worker(OrganisationFactory()))
    assert elsewhere.get(address(course)).status_code == 404
    assert elsewhere.post(address(course), {"language": "en"}).status_code == 404
    assert CoursePage.objects.count() == 1


def another_provides(made: CoursePage) -> None:
    made = CoursePage.objects.get(pk=made.pk)
    made.provider = OrganisationFactory(name="城北")
    made.save()
    made.save_revision()


def test_nobody_adds_lessons_to_a_translation_that_another_organisation_provides(editor: Client, user: User) -> None:
    course = a_course("点")
    made = translate(course=course, language="en", user=user)
    another_provides(made)
    LessonPageFactory(parent=CoursePage.objects.get(pk=course.pk), title="横")
    assert "把缺的课时加进译本" not in editor.get(address(course)).text
    assert editor.post(address(course), {"language": "en"})["Location"] == reverse("wagtailadmin_home")
    assert LessonPage.objects.child_of(made).count() == 1


def test_nor_reads_what_is_not_published_of_it(editor: Client, user: User) -> None:
    course = a_course("点", "横")
    made = translate(course=course, language="en", user=user)
    dot, bar = LessonPage.objects.child_of(made).order_by("path")
    dot.title, bar.title = "Dot", "Horizontal"
    dot.save_revision(user=user).publish()
    dot.title = "Dot-to-be"
    for page in (dot, bar):
        page.save_revision(user=user)
    assert "Dot-to-be" in editor.get(address(course)).text
    assert "Horizontal" in editor.get(address(course)).text
    another_provides(made)
    page = editor.get(address(course)).text
    assert "Dot" in page
    assert "Dot-to-be" not in page
    assert "Horizontal" not in page
    assert reverse("boards:board", args=[made.pk]) not in page


def test_who_may_edit_only_the_translation_is_not_led_to_the_page_of_the_original(editor: Client, user: User) -> None:
    course = a_course("点")
    made = translate(course=course, language="en", user=user)
    another_provides(course)
    places = (reverse("boards:board", args=[made.pk]), reverse("wagtailadmin_pages:edit", args=[made.pk]))
    for place in places:
        assert address(made) not in editor.get(place).text
    boss = signed_in(UserFactory(is_superuser=True))
    for place in places:
        assert address(made) in boss.get(place).text


def test_a_chinese_page_says_so_where_the_words_around_it_are_english(client: Client) -> None:
    course = a_course("点", access="public", title="笔画")
    about = StandardPageFactory(parent=course.get_parent().get_parent(), title="关于")
    for page in (course, LessonPage.objects.child_of(course).get(), about):
        [english] = read(in_english(client).get(page.url).content).all("article")
        [chinese] = read(Client().get(page.url).content).all("article")
        assert (english.attributes.get("lang"), chinese.attributes.get("lang")) == ("zh-Hans", None)
    assert f'class="card__title" lang="zh-Hans"><a href="{course.url}">' in client.get("/courses/").text


@pytest.mark.on_postgres
def test_the_report_asks_as_much_for_twelve_lessons_as_for_two(editor: Client, user: User) -> None:
    few, many = a_course("一", "二"), a_course(*map(str, range(12)))
    for course in (few, many):
        translate(course=course, language="en", user=user)
        editor.get(address(course))
    assert queries(editor, address(few)) == queries(editor, address(many))
