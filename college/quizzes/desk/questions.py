from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from college.quizzes.desk.finding import QuestionChooserViewSet, QuestionFilterSet, mentioning
from college.quizzes.desk.forms import QuestionForm
from college.quizzes.desk.statistics import EditView, QuestionStatisticsView, StatisticsInMenu
from college.quizzes.drafts import MOST_OPTIONS
from college.quizzes.excel.views import ExportView, ImportView, TemplateView
from college.quizzes.models import Question

LISTED_CHARACTERS = 60
URLS = "wagtailsnippets_quizzes_question"


def named(names: list[str]) -> str:
    return gettext("、").join(sorted(names))


class QuestionIndexView(StatisticsInMenu, IndexView):
    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            self._get_title_column(
                "text", width="46%", accessor=lambda row: Truncator(row.text).chars(LISTED_CHARACTERS)
            ),
            Column("get_kind_display", label=_("题型"), sort_key="kind"),
            Column("topics", label=_("标签"), accessor=lambda row: named([link.tag.name for link in row.topics.all()])),
            Column("usage_count", label=_("用在几处")),
            DateColumn("updated_at", label=_("修改时间"), sort_key="updated_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Question]:
        questions = super().get_base_queryset().prefetch_related("topics__tag")
        return questions.annotate(usage_count=ReferenceIndex.usage_count_subquery(Question))

    def search_queryset(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        return mentioning(questions, self.search_query) if self.is_searching else questions

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        said = self.request.GET.urlencode()
        ways = [
            (_("从 Excel 导入"), "import", "upload", self.user_has_permission("add")),
            (_("导出为 Excel"), "export", "download", self.user_has_permission("change")),
            (_("下载 Excel 模板"), "template", "download", self.user_has_permission("add")),
        ]
        query = {"export": f"?{said}" if said else ""}
        return [
            *super().header_more_buttons,
            *(
                Button(label, url=reverse(f"{URLS}:{name}") + query.get(name, ""), icon_name=icon, priority=place)
                for place, (label, name, icon, is_shown) in enumerate(ways)
                if is_shown
            ),
        ]


OPTION_PANELS = [
    FieldRowPanel([FieldPanel("text"), FieldPanel("match", attrs={"data-for-kinds": "matching"})]),
    FieldPanel("is_correct", attrs={"data-for-kinds": "single multiple true-false"}),
    FieldPanel("feedback"),
]


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    index_view_class = QuestionIndexView
    edit_view_class = EditView
    filterset_class = QuestionFilterSet
    chooser_viewset_class = QuestionChooserViewSet
    search_fields = ["text"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("kind"), FieldPanel("text"), HelpPanel(template="quizzes/admin/_kinds.html")],
                heading=_("题目"),
            ),
            InlinePanel("options", OPTION_PANELS, heading=_("选项"), label=_("选项"), max_num=MOST_OPTIONS),
            FieldPanel("explanation"),
            MultiFieldPanel([FieldPanel("picture"), FieldPanel("clip")], heading=_("图片、声音、视频")),
            FieldPanel("tags"),
        ],
        base_form_class=QuestionForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("statistics/<int:pk>/", self.construct_view(QuestionStatisticsView), name="statistics"),
            path("import/", self.construct_view(ImportView), name="import"),
            path("export/", self.construct_view(ExportView), name="export"),
            path("template/", self.construct_view(TemplateView), name="template"),
        ]
