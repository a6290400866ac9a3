"""Editors of a course, with and without the right to publish."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import Page

from college.courses.models import CoursePage, LessonPage
from college.people.models import StaffKind, User
from college.quizzes.models import Quiz
from media.models import Cue, Transcript, Video
from tests.factories import CoursePageFactory, LessonPageFactory, MembershipFactory, the_district


def an_editor(*groups: str) -> User:
    """Of the site's pages, in the district; with "Moderators" they may publish too."""
    user = MembershipFactory(organisation=the_district(), kind=StaffKind.COMMUNITY_WORKER).user
    user.groups.set(Group.objects.filter(name__in=groups or ("Editors",)))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_course(*titles: str, **fields: object) -> CoursePage:
    course = CoursePageFactory(**fields)
    for title in titles:
        LessonPageFactory(parent=course, title=title)
    return course


def titles_of(course: CoursePage) -> list[str]:
    lessons = LessonPage.objects.child_of(CoursePage.objects.get(pk=course.pk)).order_by("path")
    return list(lessons.values_list("draft_title", flat=True))


def lesson(course: CoursePage, title: str) -> LessonPage:
    found: LessonPage = LessonPage.objects.child_of(CoursePage.objects.get(pk=course.pk)).get(draft_title=title)
    return found


def many_lessons(course: CoursePage, count: int, owner: User, quiz: Quiz | None = None) -> None:
    """Each with a video, doubtful captions and unpublished changes; written as rows, for there are a thousand."""
    kind = ContentType.objects.get_for_model(LessonPage)
    videos = Video.objects.bulk_create(
        Video(title=f"视频{n}", state="ready" if n % 2 else "waiting", duration=60, collection_id=1, has_audio=True)
        for n in range(count)
    )
    transcripts = Transcript.objects.bulk_create(
        Transcript(video=video, language="zh", state="done" if n % 2 else "waiting") for n, video in enumerate(videos)
    )
    Cue.objects.bulk_create(
        Cue(transcript=transcript, start_ms=0, end_ms=900, text="点", confidence=0.2) for transcript in transcripts
    )
    pages = Page.objects.bulk_create(
        Page(
            title=f"课时{n}",
            draft_title=f"课时{n}",
            slug=f"lesson-{n}",
            path=f"{course.path}{n + 1:04d}",
            depth=course.depth + 1,
            content_type=kind,
            locale_id=course.locale_id,
            owner=owner,
            live=n % 3 > 0,
            has_unpublished_changes=True,
            url_path=f"{course.url_path}lesson-{n}/",
        )
        for n in range(count)
    )
    lessons = [LessonPage(page_ptr=page, video=video, quiz=quiz) for page, video in zip(pages, videos, strict=True)]
    fields = LessonPage._meta.local_concrete_fields  # of the table that `bulk_create` does not reach
    LessonPage.objects.all()._insert(lessons, fields=fields, using="default")
    CoursePage.objects.filter(pk=course.pk).update(numchild=count)
