from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from college.courses.archive.choices import Choices
from college.courses.models import Audience, CoursePage, Programme


class BoardColumn(PageTitleColumn):
    """A course's title leads to its board, for whoever may edit it; the rest is as in every list of pages."""

    cell_template_name = "courses/board/_title_cell.html"


class CourseIndexView(IndexView):
    template_name = "courses/board/courses.html"

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        if Choices(self.request.user).is_open:
            buttons.append(Button(_("导入一门课"), url=reverse("archives:send"), icon_name="upload", priority=30))
        return buttons

    def annotate_queryset(self, pages: QuerySet[CoursePage]) -> QuerySet[CoursePage]:
        return super().annotate_queryset(pages).prefetch_related("programme", "provider")


class CourseListing(PageListingViewSet):
    """Every course with what an editor looks for; `numchild` counts lessons, drafts among them."""

    model = CoursePage
    index_view_class = CourseIndexView
    icon = "openquote"
    menu_label = pgettext_lazy("plural", "课程")
    menu_order = 150
    add_to_admin_menu = True
    columns = [
        IndexView.base_columns[0],
        BoardColumn("title", label=_("课程"), sort_key="title", classname="title"),
        Column("programme", label=_("项目"), sort_key="programme"),
        Column("provider", label=_("主办组织")),
        Column("numchild", label=_("课时")),
        Column("get_access_display", label=_("谁可以看课时"), sort_key="access"),
        *[column for column in IndexView.base_columns[2:] if column.name != "parent"],
    ]


class ProgrammeViewSet(SnippetViewSet):
    model = Programme
    icon = "folder-open-inverse"
    list_display = ["name", "character", "summary", "order"]
    ordering = ["order", "name"]
    search_fields = ["name"]


class AudienceViewSet(SnippetViewSet):
    model = Audience
    icon = "group"
    list_display = ["name", "order"]
    ordering = ["order", "name"]
    search_fields = ["name"]


class CatalogueMenu(SnippetViewSetGroup):
    """What the catalogue is sorted by."""

    items = (ProgrammeViewSet, AudienceViewSet)
    menu_icon = "list-ul"
    menu_label = _("课程分类")
    menu_name = "catalogue"
    menu_order = 151
