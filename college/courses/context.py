"""What is written round a video: the text of the lessons that show it, and of their courses."""

from collections.abc import Iterator

from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

from college.courses.access import parent_path
from college.courses.models import CoursePage, LessonPage
from media.models import Video


def text_around(video: Video) -> str:
    """A paragraph a line; of drafts, where nothing is published yet, for only the words matter."""
    lessons = list(LessonPage.objects.filter(video=video))
    lessons = [lesson for lesson in lessons if lesson.live] or lessons
    courses = CoursePage.objects.filter(path__in={parent_path(lesson) for lesson in lessons})
    return "\n".join(
        [line for lesson in lessons for line in _lines_of(lesson)]
        + [line for course in courses for line in _lines_of_course(course)]
    )


def _lines_of(lesson: LessonPage) -> Iterator[str]:
    yield from (lesson.title, lesson.introduction)
    yield from _text(lesson.body)


def _lines_of_course(course: CoursePage) -> Iterator[str]:
    yield from (course.title, course.summary, get_text_for_indexing(course.description))
    yield from _text(course.outcomes)


def _text(body: StreamValue) -> list[str]:
    """Captions and the alternative texts of pictures among it."""
    return body.stream_block.get_searchable_content(body)
