from django.http import Http404

from college.courses.checklist.contents import Checked
from college.courses.models import CoursePage, LessonPage
from college.people.models import User


def page_for(user: User, pk: int) -> Checked:
    """A course or lesson, as its row is; 404 for whoever may not edit it."""
    page = CoursePage.objects.filter(pk=pk).first() or LessonPage.objects.filter(pk=pk).first()
    if page is None or not page.permissions_for_user(user).can_edit():
        raise Http404
    return page
