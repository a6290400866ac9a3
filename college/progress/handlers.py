from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from college.courses.models import CoursePage, LessonPage
from college.progress import actions


@receiver([page_published, page_unpublished])
def complete_who_has_all_that_is_left(*, instance: Page, **_: Any) -> None:
    """A lesson taken away or no longer required may have been the last that some learners had before them."""
    course = instance.get_parent().specific if isinstance(instance, LessonPage) else instance
    if isinstance(course, CoursePage):
        actions.complete_who_has_all(course=course)


@receiver(post_page_move)
def complete_who_has_all_in_either_course(*, parent_page_before: Page, parent_page_after: Page, **_: Any) -> None:
    for parent in (parent_page_before, parent_page_after):
        complete_who_has_all_that_is_left(instance=parent.specific)
