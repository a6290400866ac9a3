"""Lists in the menu of certificates."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from college.certificates.desk.scope import lists_seen_by
from college.certificates.lists import views
from college.certificates.models import IssueList


class ListIndexView(generic.IndexView):
    any_permission_required = ["view"]
    list_display = [
        TitleColumn("file_name", label=_("文件"), get_url=lambda row: reverse("issue_list:follow", args=[row.pk])),
        Column("award", label=_("发证规则")),
        Column("occasion", label=_("事由")),
        Column("total", label=_("人数")),
        Column("state_label", label=_("状态")),
        Column("made_by", label=_("发起人")),
        DateColumn("made_at", label=_("时间"), sort_key="made_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        return lists_seen_by(self.request.user).select_related("award", "made_by").defer("rows", "failures")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("用一份名单发证"), url=reverse("issue_list:choose"), icon_name="plus")]


class IssueListViewSet(ModelViewSet):
    model = IssueList
    name = "issue_list"
    url_prefix = "certificate-lists"
    index_view_class = ListIndexView
    icon = "list-ul"
    menu_label = _("批量发证")
    add_to_reference_index = False
    copy_view_enabled = False
    search_fields = ["file_name", "occasion", "award__title"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", views.ChooseView.as_view(), name="choose"),
            path("new/<int:award>/", views.SendView.as_view(), name="send"),
            path("new/<int:award>/template/", views.TemplateFileView.as_view(), name="template"),
            path("<int:pk>/", views.FollowView.as_view(), name="follow"),
            path("<int:pk>/go-on/", views.GoOnView.as_view(), name="go_on"),
            path("<int:pk>/result/", views.ResultView.as_view(), name="result"),
            path("<int:pk>/pdfs/", views.PdfsView.as_view(), name="pdfs"),
        ]
