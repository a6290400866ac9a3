"""A video, a picture or a question is used in many places; another is put there in all of them at once."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission, ModelLogEntry, PageLogEntry

from cms.models import Picture
from college.courses.models import CoursePage, LessonPage, VideoQuestion
from college.courses.reuse.finding import uses_of
from college.progress.models import LessonProgress
from college.quizzes.models import Question, Quiz
from media.models import Video
from tests.courses.board.cast import an_editor, signed_in
from tests.factories import (
    CoursePageFactory,
    LessonPageFactory,
    OrganisationFactory,
    StandardPageFactory,
    UserFactory,
    the_catalogue,
)
from tests.media.factories import VideoFactory
from tests.pages import queries
from tests.progress.cast import an_enrolment
from tests.quizzes.bank import a_question
from tests.quizzes.cast import a_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def publisher() -> Client:
    return signed_in(an_editor("Editors", "Moderators"))


def where(kind: str, thing: object) -> str:
    return reverse("reuse:reuse", args=[kind, thing.pk])  # type: ignore[attr-defined]


def put(client: Client, kind: str, old: object, new: object, *pages: object) -> str:
    kinds = {Question: "question", Quiz: "quiz"}
    keys = [f"{kinds.get(type(page), 'page')}-{page.pk}" for page in pages]  # type: ignore[attr-defined, call-overload]
    sent = {"new": new.pk, "use": keys}  # type: ignore[attr-defined]
    return client.post(where(kind, old), sent, follow=True).text


def video_of(lesson: LessonPage) -> Video | None:
    return LessonPage.objects.get(pk=lesson.pk).video


def draft_of(page: LessonPage) -> LessonPage:
    found: LessonPage = LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return found


def history(page: LessonPage) -> list[str]:
    return [str(entry.message) for entry in PageLogEntry.objects.filter(page=page.pk, action="courses.replace")]


def test_a_video_is_replaced_in_published_lessons_and_in_drafts_and_their_history_says_so(publisher: Client) -> None:
    old, new = VideoFactory(title="旧片"), VideoFactory(title="新片")
    live, draft = LessonPageFactory(video=old), LessonPageFactory(video=old, live=False)
    shown = publisher.get(f"{where('video', old)}?new={new.pk}").text
    assert "换掉这 2 处" in shown
    assert "换好马上公开" in shown
    assert video_of(live) == old
    assert "换好了 2 处" in put(publisher, "video", old, new, live, draft)
    assert video_of(live) == new
    assert LessonPage.objects.get(pk=live.pk).live
    assert not LessonPage.objects.get(pk=draft.pk).live
    assert draft_of(draft).video == new
    for page in (live, draft):
        assert history(page) == ["把“旧片”换成了“新片”"]


def test_what_was_written_since_stays_a_draft_and_gets_the_new_one_too(publisher: Client) -> None:
    old, new = VideoFactory(), VideoFactory()
    lesson = LessonPageFactory(video=old, title="写名字")
    lesson.title = "写自己的名字"
    lesson.save_revision()
    put(publisher, "video", old, new, lesson)
    page = LessonPage.objects.get(pk=lesson.pk)
    assert (page.title, page.video, page.has_unpublished_changes) == ("写名字", new, True)
    assert (draft_of(lesson).title, draft_of(lesson).video) == ("写自己的名字", new)


def test_what_only_a_draft_shows_is_found_and_replaced_there(publisher: Client) -> None:
    old, new = VideoFactory(), VideoFactory()
    lesson = LessonPageFactory()
    lesson.video = old
    lesson.save_revision()
    put(publisher, "video", old, new, lesson)
    assert video_of(lesson) is None
    assert draft_of(lesson).video == new


def test_who_may_not_publish_changes_drafts_and_readers_see_the_old_one() -> None:
    old, new = VideoFactory(), VideoFactory()
    lesson = LessonPageFactory(video=old)
    client = signed_in(an_editor())
    assert "要交审核才公开" in client.get(f"{where('video', old)}?new={new.pk}").text
    put(client, "video", old, new, lesson)
    assert video_of(lesson) == old
    assert draft_of(lesson).video == new


def test_pages_of_other_organisations_are_counted_and_left(publisher: Client) -> None:
    old, new = VideoFactory(), VideoFactory()
    theirs = LessonPageFactory(
        video=old, title="别处的课", parent=CoursePageFactory(provider=OrganisationFactory(name="城北"))
    )
    page = publisher.get(f"{where('video', old)}?new={new.pk}").text
    assert "另有 1 处是您不能改的" in page
    assert "别处的课" not in page
    put(publisher, "video", old, new, theirs)
    assert video_of(theirs) == old


def test_a_page_that_is_being_reviewed_is_left_with_a_reason(publisher: Client) -> None:
    old, new, author = VideoFactory(), VideoFactory(), an_editor()
    lesson = LessonPageFactory(video=old)
    lesson.save_revision(user=author)
    lesson.get_workflow().start(lesson, author)
    assert "正在审核" in publisher.get(f"{where('video', old)}?new={new.pk}").text
    put(publisher, "video", old, new, lesson)
    assert video_of(lesson) == old


def test_a_page_that_was_sent_back_keeps_its_standing_and_what_was_remarked(publisher: Client) -> None:
    old, new, author = VideoFactory(), VideoFactory(), an_editor()
    lesson = LessonPageFactory(video=old)
    lesson.save_revision(user=author)
    task = lesson.get_workflow().start(lesson, author).current_task_state
    task.reject(user=an_editor("Moderators"), comment="片头太长")
    assert "退回来修改" in publisher.get(f"{where('video', old)}?new={new.pk}").text
    put(publisher, "video", old, new, lesson)
    assert video_of(lesson) == old
    assert lesson.current_workflow_state.status == "needs_changes"


def test_what_only_the_published_version_shows_waits_for_who_may_publish(publisher: Client) -> None:
    old, new = VideoFactory(), VideoFactory()
    lesson = LessonPageFactory(video=old)
    lesson.video = None
    lesson.save_revision()
    author = signed_in(an_editor())
    assert "请能公开这一页的人来换" in author.get(f"{where('video', old)}?new={new.pk}").text
    assert "换好了 0 处" in put(author, "video", old, new, lesson)
    assert "换好了 1 处" in put(publisher, "video", old, new, lesson)
    assert (video_of(lesson), draft_of(lesson).video) == (new, None)


def test_what_was_never_published_or_is_not_any_more_lets_go_of_the_old_one(publisher: Client) -> None:
    old, new = VideoFactory(), VideoFactory()
    never, withdrawn, emptied = (LessonPageFactory(video=old, live=False) for _ in range(3))
    never.save_revision()
    for page in (withdrawn, emptied):
        page.save_revision().publish()
        LessonPage.objects.get(pk=page.pk).unpublish()
    emptied = LessonPage.objects.get(pk=emptied.pk)
    emptied.video = None
    emptied.save_revision()
    put(publisher, "video", old, new, never, withdrawn, emptied)
    assert uses_of(old, UserFactory(is_superuser=True)) == []
    assert [video_of(page) for page in (never, withdrawn, emptied)] == [new] * 3
    assert [draft_of(page).video for page in (never, withdrawn, emptied)] == [new, new, None]
    assert not LessonPage.objects.live().exists()
    assert [len(history(page)) for page in (never, withdrawn, emptied)] == [1, 1, 1]


def test_a_page_that_was_not_shown_before_is_not_changed(publisher: Client) -> None:
    old, new = VideoFactory(), VideoFactory()
    shown, since = LessonPageFactory(video=old), LessonPageFactory(video=old)
    put(publisher, "video", old, new, shown)
    assert (video_of(shown), video_of(since)) == (new, old)


def test_what_learners_did_stays_and_the_editor_is_told_what_it_means(publisher: Client) -> None:
    old, new = VideoFactory(), VideoFactory()
    lesson = LessonPageFactory(video=old)
    enrolment = an_enrolment(lesson.get_parent().specific)
    progress = LessonProgress.objects.create(enrolment=enrolment, lesson=lesson, video=old, covered=30)
    assert "有 1 位学员看了一部分" in publisher.get(f"{where('video', old)}?new={new.pk}").text
    put(publisher, "video", old, new, lesson)
    kept = LessonProgress.objects.get(pk=progress.pk)
    assert (kept.video, kept.covered) == (old, 30)


def test_a_video_that_is_too_short_or_not_done_is_refused_in_words(publisher: Client) -> None:
    old, short, waiting = VideoFactory(), VideoFactory(duration=10), VideoFactory(state=Video.State.WAITING)
    lesson = LessonPageFactory(video=old)
    VideoQuestion.objects.create(lesson=lesson, question=Question.objects.create(text="点是哪一笔？"), second=20)
    assert "第 20 秒有一道题" in publisher.get(f"{where('video', old)}?new={short.pk}").text
    assert "还没有做好" in publisher.get(f"{where('video', old)}?new={waiting.pk}").text
    for new in (short, waiting):
        put(publisher, "video", old, new, lesson)
        assert video_of(lesson) == old


def test_a_question_that_waits_in_a_draft_counts_too(publisher: Client) -> None:
    old, short = VideoFactory(), VideoFactory(duration=10)
    lesson = LessonPageFactory(video=old)
    question = Question.objects.create(text="点是哪一笔？")
    lesson.video_questions.add(VideoQuestion(question=question, second=20))
    lesson.save_revision()
    assert not VideoQuestion.objects.exists()
    assert "第 20 秒有一道题" in publisher.get(f"{where('video', old)}?new={short.pk}").text
    put(publisher, "video", old, short, lesson)
    assert (video_of(lesson), draft_of(lesson).video) == (old, old)


def a_picture(title: str, description: str = "") -> Picture:
    picture: Picture = Picture.objects.create(title=title, description=description, file=get_test_image_file())
    return picture


def a_block(picture: Picture) -> dict[str, object]:
    value = {"image": {"image": picture.pk, "decorative": False, "alt_text": "一支铅笔"}, "caption": "看图"}
    return {"type": "picture", "id": "3f1c9f3e-6f1b-4b0e-9b1a-2f1f6f0e8a11", "value": value}


def test_a_picture_is_replaced_in_texts_and_covers_with_its_own_description(publisher: Client) -> None:
    old, new = a_picture("旧图", "一支铅笔"), a_picture("新图", "一支毛笔")
    block = a_block(old)
    course = CoursePageFactory(cover=old)
    lesson = LessonPageFactory(parent=course, body=json.dumps([block]))
    page = StandardPageFactory(parent=the_catalogue().get_parent(), body=json.dumps([block]))
    put(publisher, "picture", old, new, course, lesson, page)
    assert CoursePage.objects.get(pk=course.pk).cover == new
    for text in (LessonPage.objects.get(pk=lesson.pk).body, type(page).objects.get(pk=page.pk).body):
        image = text.raw_data[0]["value"]["image"]
        assert (image["image"], image["alt_text"]) == (new.pk, "一支毛笔")


def test_a_picture_that_nobody_described_does_not_take_the_words_of_another(publisher: Client) -> None:
    old, new = a_picture("旧图", "一支铅笔"), a_picture("新图")
    lesson = LessonPageFactory(body=json.dumps([a_block(old)]))
    put(publisher, "picture", old, new, lesson)
    assert LessonPage.objects.get(pk=lesson.pk).body.raw_data[0]["value"]["image"]["alt_text"] == ""


def test_a_question_is_replaced_where_videos_stop_for_it(publisher: Client) -> None:
    old, new = (Question.objects.create(text=text) for text in ("点是哪一笔？", "横是哪一笔？"))
    lesson = LessonPageFactory(video=VideoFactory())
    VideoQuestion.objects.create(lesson=lesson, question=old, second=20)
    put(publisher, "question", old, new, lesson)
    asked = VideoQuestion.objects.get(lesson=lesson)
    assert (asked.question, asked.second) == (new, 20)


def test_a_question_is_replaced_in_the_quizzes_that_ask_it_and_their_history_says_so(publisher: Client) -> None:
    old, new, last = (a_question(text=text) for text in ("点是哪一笔？", "横是哪一笔？", "撇是哪一笔？"))
    quiz, with_both = a_quiz(old, last), a_quiz(old, new)
    shown = publisher.get(f"{where('question', old)}?new={new.pk}").text
    assert "换掉这 1 处" in shown
    assert str(quiz) in shown
    assert "这份测验里已经有新的那道题" in shown
    assert "换好了 1 处" in put(publisher, "question", old, new, quiz, with_both)
    assert asked_in(quiz) == [new, last]
    assert asked_in(with_both) == [old, new]
    [entry] = ModelLogEntry.objects.for_instance(quiz).filter(action="courses.replace")
    assert entry.message == "把“点是哪一笔？”换成了“横是哪一笔？”"


def test_a_picture_and_a_clip_are_replaced_in_questions(publisher: Client) -> None:
    clips, pictures = (VideoFactory(), VideoFactory()), (a_picture("旧图"), a_picture("新图"))
    question = a_question(text="看图答题", clip=clips[0], picture=pictures[0])
    assert "看图答题" in publisher.get(f"{where('picture', pictures[0])}?new={pictures[1].pk}").text
    put(publisher, "picture", *pictures, question)
    put(publisher, "video", *clips, question)
    question = Question.objects.get(pk=question.pk)
    assert (question.picture, question.clip) == (pictures[1], clips[1])
    assert question.options.exists()


def test_who_may_not_write_questions_leaves_them() -> None:
    old, new = VideoFactory(), VideoFactory()
    question = a_question(text="听音答题", clip=old)
    author = an_editor()
    for group in author.groups.all():
        group.permissions.remove(*Permission.objects.filter(content_type__app_label="quizzes"))
    client = signed_in(author)
    page = client.get(f"{where('video', old)}?new={new.pk}").text
    assert "另有 1 处是您不能改的" in page
    assert "听音答题" not in page
    put(client, "video", old, new, question)
    assert Question.objects.get(pk=question.pk).clip == old


def test_a_question_with_a_clip_of_others_is_not_put_anywhere() -> None:
    root = Collection.get_first_root_node()
    own, theirs = root.add_child(name="自己的"), root.add_child(name="别人的")
    GroupCollectionPermission.objects.filter(collection=root).update(collection=own)
    old, new = a_question(text="点是哪一笔？"), a_question(text="听一听", clip=VideoFactory(collection=theirs))
    lesson = LessonPageFactory(video=VideoFactory(collection=own))
    VideoQuestion.objects.create(lesson=lesson, question=old, second=20)
    client = signed_in(an_editor())
    assert "声音或视频您不能用" in client.get(f"{where('question', old)}?new={new.pk}").text
    assert "没有换" in put(client, "question", old, new, lesson)
    assert VideoQuestion.objects.get(lesson=lesson).question == old


def asked_in(quiz: Quiz) -> list[Question]:
    return [chosen.question for chosen in Quiz.objects.get(pk=quiz.pk).chosen.all()]


def test_a_learner_and_a_stranger_find_nothing(client: Client) -> None:
    video = VideoFactory()
    assert client.get(where("video", video)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(where("video", video)).status_code in (302, 403)
    editor = signed_in(an_editor())
    assert "没有一处在用它" in editor.get(where("video", video)).text
    LessonPageFactory(video=video)
    assert editor.get(reverse("reuse:reuse", args=["user", video.pk])).status_code == 404
    assert editor.get(f"{where('video', video)}?new=9999").status_code == 200
    assert "请选另一个" in editor.get(f"{where('video', video)}?new=x").text


def test_the_lists_say_in_how_many_places_each_is_used(publisher: Client) -> None:
    video = VideoFactory()
    LessonPageFactory.create_batch(3, video=video)
    rows = publisher.get(reverse("videos:index")).context["object_list"]
    assert [row.usage_count for row in rows] == [3]
    question = Question.objects.create(text="点是哪一笔？")
    VideoQuestion.objects.create(lesson=LessonPage.objects.first(), question=question, second=20)
    LessonPage.objects.first().save()
    listed = publisher.get(reverse("wagtailsnippets_quizzes_question:list"))
    assert [row.usage_count for row in listed.context["object_list"]] == [1]
    assert where("question", question) in listed.text
    assert reverse("reuse_video", args=[video.pk]) in publisher.get(reverse("videos:edit", args=[video.pk])).text


def test_pictures_lead_to_where_they_are_used(publisher: Client) -> None:
    picture = Picture.objects.create(title="旧封面", file=get_test_image_file())
    CoursePageFactory(title="识字第一步", cover=picture)
    grid, rows = (publisher.get(reverse("wagtailimages:index"), {"layout": name}).text for name in ("grid", "list"))
    assert "用在 1 处" in grid
    assert where("picture", picture) in grid
    assert picture.usage_url in rows
    assert where("picture", picture) in publisher.get(reverse("wagtailimages:edit", args=[picture.pk])).text
    assert "识字第一步" in publisher.get(picture.usage_url).text
    assert "选新的图片" in publisher.get(picture.usage_url).text


def test_the_page_of_a_question_leads_to_where_it_is_used(publisher: Client) -> None:
    question = a_question(text="点是哪一笔？")
    a_quiz(question)
    usage = reverse("wagtailsnippets_quizzes_question:usage", args=[question.pk])
    assert usage in publisher.get(reverse("wagtailsnippets_quizzes_question:edit", args=[question.pk])).text
    assert "选新的题目" in publisher.get(usage).text
    assert "用火安全小测" in publisher.get(usage).text


def test_whoever_may_change_a_picture_but_put_it_nowhere_sees_where_it_is_used_and_replaces_nothing() -> None:
    old, new = [Picture.objects.create(title=title, file=get_test_image_file()) for title in ("旧封面", "新封面")]
    course = CoursePageFactory(title="识字第一步", cover=old)
    GroupCollectionPermission.objects.filter(permission__codename="choose_image").delete()
    editor = signed_in(an_editor())
    assert "识字第一步" in editor.get(old.usage_url).text
    assert "没有换" in put(editor, "picture", old, new, course)
    GroupCollectionPermission.objects.all().delete()
    assert signed_in(an_editor()).get(old.usage_url).status_code == 404


@pytest.mark.parametrize("count", [2, 12])
def test_the_page_costs_the_same_for_few_and_many(publisher: Client, count: int) -> None:
    video, course = VideoFactory(), CoursePageFactory()
    LessonPageFactory.create_batch(count, video=video, parent=course)
    assert len(uses_of(video, UserFactory(is_superuser=True))) == count
    assert queries(publisher, where("video", video)) == 18
