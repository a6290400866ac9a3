import pytest
from wagtail.models import Page, Site

from tests.factories import CoursePageFactory, LessonPageFactory


@pytest.mark.django_db
def test_a_fresh_database_has_a_home_page_and_a_catalogue_and_no_welcome_page() -> None:
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific.get_verbose_name() == "首页"
    assert [page.url_path for page in Page.objects.filter(depth__gt=1)] == ["/home/", "/home/courses/"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_cast_builds_a_course_with_lessons_in_order(site: Site) -> None:
    course = CoursePageFactory()
    first, second = LessonPageFactory(parent=course), LessonPageFactory(parent=course)
    assert list(course.get_children().specific()) == [first, second]
    assert first.get_url().startswith("/courses/course-")
