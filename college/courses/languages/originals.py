"""Which of the languages of a course is the original: its page is where all of them are shown."""

from django.conf import settings
from wagtail.models import Page

from cms.languages import language_of
from college.courses.models import CoursePage
from college.people.models import User


def original_of(course: Page) -> CoursePage:
    """The one in the site's own language, else the oldest."""
    found = CoursePage.objects.filter(translation_key=course.translation_key).select_related("locale").order_by("pk")
    return next((page for page in found if page.locale.language_code == settings.LANGUAGE_CODE), found[0])


def may_see_languages(user: User, course: Page) -> bool:
    """Of a course that they may edit; a translation may be theirs while its original is not."""
    return language_of(course) == settings.LANGUAGE_CODE or original_of(course).permissions_for_user(user).can_edit()
