from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.panels import Panel
from college.courses.archive import hooks as archive  # noqa: F401
from college.courses.board import hooks as board  # noqa: F401
from college.courses.checklist import hooks as checklist  # noqa: F401
from college.courses.courseware import hooks as courseware  # noqa: F401
from college.courses.courseware.panels import panel_of
from college.courses.desk import hooks as desk  # noqa: F401
from college.courses.documents import hooks as documents  # noqa: F401
from college.courses.keeping import is_kept, stands_under_protection
from college.courses.languages import hooks as languages  # noqa: F401
from college.courses.models import LessonPage
from college.courses.panels import NewestCoursesPanel, ProgrammesPanel, VideoQuestionsPanel, asked_in
from college.courses.reuse import hooks as reuse  # noqa: F401
from college.courses.review import hooks as review  # noqa: F401
from college.courses.videos import hooks as videos  # noqa: F401
from college.courses.viewsets import CatalogueMenu, CourseListing
from college.courses.visible import may_fetch

register_snippet(CatalogueMenu)


@hooks.register("register_admin_viewset")
def list_courses() -> CourseListing:
    return CourseListing("courses")


@hooks.register("home_panels")
def courses_on_the_home_page(request: HttpRequest, page: Page) -> list[Panel]:
    return [ProgrammesPanel(), NewestCoursesPanel(request)]


@hooks.register("lesson_panels")
def questions_below_the_player(request: HttpRequest, page: LessonPage) -> list[Panel]:
    if not page.video or not page.video.is_playable or not asked_in(page.pk) or not page.is_video_shown_to(request):
        return []
    return [VideoQuestionsPanel(request, page)]


@hooks.register("insert_editor_js")
def preview_on_a_phone() -> str:
    return format_html('<script type="module" src="{}"></script>', static("js/courses/preview.js"))


@hooks.register("lesson_panels")
def package_of_the_lesson(request: HttpRequest, page: LessonPage) -> list[Panel]:
    panel = panel_of(request, page)
    return [panel] if panel else []


@hooks.register("before_delete_page")
def keep_what_people_learned_from(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, [page])


@hooks.register("before_bulk_action")
def keep_each_of_many(request: HttpRequest, action: str, objects: Sequence[Any], view: object) -> HttpResponse | None:
    pages = [found for found in objects if isinstance(found, Page)]
    return refuse(request, pages) if action == "delete" and pages else None


@hooks.register("before_delete_snippet")
def keep_what_courses_are_sorted_by(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """Asked of one and of many at once."""
    kept = [instance for instance in instances if stands_under_protection(instance)]
    for instance in kept:
        messages.error(request, _("“%(name)s”还有课程在用，不能删除。请先在那些课程里换掉它。") % {"name": instance})
    return redirect(kept[0].snippet_viewset.get_url_name("list")) if kept else None


@hooks.register("before_serve_document")
def keep_files_with_their_lessons(document: AbstractDocument, request: HttpRequest) -> None:
    if not may_fetch(request.user, document):
        raise Http404


def refuse(request: HttpRequest, pages: Sequence[Page]) -> HttpResponse | None:
    """Back to the list with a sentence, if a person's record stands on one of the pages; else nothing."""
    kept = [page for page in pages if is_kept(page)]
    if not kept:
        return None
    for page in kept:
        messages.error(
            request,
            _("“%(title)s”已经有人学过，学习记录要留存，所以不能删除。请改用“取消发布”：页面不再公开，记录不受影响。")
            % {"title": page.get_admin_display_title()},
        )
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)
