"""Enrolments at the editor's desk: who takes what, and since when it is done. Read only."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from college.progress.models import Enrolment


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody adds, changes or deletes by hand, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class EnrolmentViewSet(ModelViewSet):
    model = Enrolment
    name = "enrolment"
    icon = "user"
    menu_label = pgettext_lazy("plural", "报名")
    menu_order = 310
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = [
        "learner",
        "course",
        DateColumn("enrolled_at", label=_("报名时间"), sort_key="enrolled_at"),
        DateColumn("completed_at", label=_("学完时间"), sort_key="completed_at"),
    ]
    list_filter = ["course", "completed_at"]
    search_fields = ["learner__display_name", "course__title"]
    search_backend_name = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        enrolments = Enrolment.objects.select_related("learner").with_course()
        return super().get_index_view_kwargs(queryset=enrolments, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
