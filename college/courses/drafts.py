from django.utils.text import slugify
from wagtail.coreutils import find_available_slug

from college.courses.models import CoursePage, LessonPage
from college.people.models import User


def add_draft(*, course: CoursePage, lesson: LessonPage, user: User) -> LessonPage:
    """Behind the lessons that are there. Its title may be of nothing that an address can have, such as ……."""
    lesson.slug = find_available_slug(course, slugify(lesson.title, allow_unicode=True) or "lesson")
    lesson.owner, lesson.live = user, False
    added: LessonPage = course.add_child(instance=lesson)
    added.save_revision(user=user)
    return added
