from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.desk.sections import Section
from college.dialogue import panels
from college.dialogue.desk.sections import OpenQuestions
from college.people.models import User
from college.progress.mine import MyPage
from college.progress.teaching.hooks import TeachingMenuItem
from college.progress.teaching.scope import teaches

hooks.register("lesson_panels", panels.lesson_panels)
hooks.register("my_sections", panels.my_sections)


@hooks.register("my_pages")
def own_questions() -> list[MyPage]:
    return [MyPage(_("问老师"), "dialogue:kept", 55)]


@hooks.register("desk_sections")
def questions_that_wait(user: User) -> list[Section]:
    return [OpenQuestions(user)] if teaches(user) else []


@hooks.register("register_admin_urls")
def questions_urls() -> list[URLPattern]:
    return [path("questions/", include("college.dialogue.desk.urls"))]  # type: ignore[list-item]


@hooks.register("register_admin_menu_item")
def questions_menu() -> MenuItem:
    return TeachingMenuItem(_("学员提问"), reverse("questions:index"), name="questions", icon_name="help", order=153)
