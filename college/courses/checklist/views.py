"""The checklist as a page and in the editor, what is asked of workers there, and the question before publishing."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.publishing import lock_page
from college.courses.checklist import actions
from college.courses.checklist.contents import Checked, drafts_of
from college.courses.checklist.lists import Checklist, checklist_of, course_checklists, news_of
from college.courses.checklist.permissions import page_for
from college.courses.models import CoursePage, LessonPage
from college.people.models import User


class OfPage(View):
    """404 for whoever may not edit the page."""

    http_method_names = ["get", "head"]

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @cached_property
    def page(self) -> Checked:
        return page_for(self.user, self.kwargs["pk"])

    def checklists(self) -> list[Checklist]:
        """Of a course, with its lessons."""
        if isinstance(self.page, CoursePage):
            return course_checklists(self.page, self.user)
        return [checklist_of(self.page, self.user)]


class AdminPage(OfPage, WagtailAdminTemplateMixin, TemplateView):
    header_icon = "glasses"

    def get_page_subtitle(self) -> str:
        return self.page.draft_title

    @cached_property
    def course(self) -> CoursePage:
        return self.page if isinstance(self.page, CoursePage) else self.page.get_parent().specific_deferred

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        board = {"url": reverse("boards:board", args=[self.course.pk]), "label": self.course.draft_title}
        above = [{"url": reverse("courses:index"), "label": gettext_lazy("课程")}, board]
        if isinstance(self.page, LessonPage):
            edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
            above.append({"url": edit, "label": self.page.draft_title})
        return [*super().get_breadcrumbs_items(), *above, {"url": "", "label": self.page_title}]


class ChecklistView(AdminPage):
    template_name = "courses/checklist/list.html"
    page_title = gettext_lazy("发布前检查")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, **told(self.page, self.checklists()))


def told(page: Checked, checklists: list[Checklist]) -> dict[str, Any]:
    return {
        "checked": page,
        "is_course": isinstance(page, CoursePage),
        "checklists": checklists,
        "open": [found for found in checklists if found.points],
        "count": sum(len(found.points) for found in checklists),
        "unseen": [point for found in checklists for point in found.unseen],
    }


class PanelView(OfPage):
    """What stands in the editor beside the form, about this page alone."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = told(self.page, [checklist_of(self.page, self.user)])
        return render(request, "courses/checklist/_found.html", found)


class LookView(OfPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pages: list[Checked] = [self.page]
        if isinstance(self.page, CoursePage):
            pages += LessonPage.objects.child_of(self.page)
        count = actions.look(drafts_of(pages))
        if count:
            words = ngettext(
                "正在查 %(count)s 样，一会儿刷新这一页就能看到结果。",
                "正在查 %(count)s 样，一会儿刷新这一页就能看到结果。",
                count,
            )
            messages.success(request, words % {"count": count})
        else:
            messages.success(request, _("都查过了，或者正在查。"))
        return redirect("checklists:list", self.page.pk)


class PublishView(AdminPage):
    """The question; what is answered with yes is published as Wagtail publishes it."""

    template_name = "courses/checklist/ask.html"
    page_title = gettext_lazy("发布之前")
    http_method_names = ["get", "head", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, checked=self.page, checklists=news_of([self.page], self.user))

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lock_page(self.kwargs["pk"])
        lock = self.page.get_lock()
        if not self.page.permissions_for_user(self.user).can_publish() or (lock and lock.for_user(self.user)):
            raise PermissionDenied
        draft = self.page.get_latest_revision()
        if draft is None or str(draft.pk) != request.POST.get("revision"):
            messages.warning(request, _("刚才又有人改过这一页，还没有发布。请再看一遍。"))
            return redirect(request.path)
        PublishPageRevisionAction(draft, user=self.user).execute()
        return self.published(request)

    def published(self, request: HttpRequest) -> HttpResponse:
        page = type(self.page).objects.get(pk=self.page.pk)
        for announce in hooks.get_hooks("after_publish_page"):
            if response := announce(request, page):
                return cast(HttpResponse, response)
        words = _("“%(title)s”发布了。") if page.live else _("“%(title)s”到时候会自动发布。")
        messages.success(request, words % {"title": page.draft_title})
        return redirect("boards:board", self.course.pk)
