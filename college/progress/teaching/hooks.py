"""The ways in: an entry of the menu, a button at a course's page, and the learner's side."""

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.panels import Panel
from college.courses.buttons import on_pages
from college.courses.models import CoursePage
from college.people.models import User
from college.progress.mine import MyPage
from college.progress.panels import ProgressPanel
from college.progress.standing import standing_in
from college.progress.teaching import notes
from college.progress.teaching.scope import teaches


@hooks.register("register_admin_urls")
def teaching_urls() -> list[URLPattern]:
    return [path("teaching/", include("college.progress.teaching.urls"))]  # type: ignore[list-item]


class TeachingMenuItem(MenuItem):
    """For whoever has a course whose learners they see."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and teaches(request.user)


@hooks.register("register_admin_menu_item")
def teaching_menu() -> MenuItem:
    return TeachingMenuItem(_("教学"), reverse("teaching:courses"), name="teaching", icon_name="group", order=152)


def _button(page: Page, user: User, priority: int) -> Iterator[Button]:
    if page.specific_class is not CoursePage:
        return
    if user.has_perm("progress.view_enrolment") or page.permissions_for_user(user).can_edit():
        yield Button(_("学员"), url=reverse("teaching:course", args=[page.pk]), icon_name="group", priority=priority)


on_pages(_button, above=15, listed=35)


@hooks.register("register_permissions")
def looking_at_learners() -> QuerySet[Permission]:
    """So that a group can be given them: who has the first sees learners of courses they do not edit, and with the
    second calls the roll there."""
    codenames = ["view_enrolment", "mark_attendance"]
    return Permission.objects.filter(content_type__app_label="progress", codename__in=codenames)


@hooks.register("my_pages")
def notes_kept() -> list[MyPage]:
    return [MyPage(_("老师的话"), "progress:notes", 50)]


class NotesPanel(ProgressPanel):
    """On a course: what its teacher wrote and the learner has not put away."""

    template_name = "progress/_notes.html"


@hooks.register("course_panels")
def notes_on_the_course(request: HttpRequest, page: CoursePage) -> list[Panel]:
    standing = standing_in(request, page)
    found = notes.unread_in([standing.enrolment]) if standing else []
    return [NotesPanel(request, "before", notes=found, next=request.path)] if found else []
