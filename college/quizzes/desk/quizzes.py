from django.db.models import Count, QuerySet
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from college.quizzes.desk.finding import QuizChooserViewSet
from college.quizzes.desk.forms import QuizForm, TopicForm
from college.quizzes.desk.questions import QuestionViewSet
from college.quizzes.desk.statistics import EditView, QuizStatisticsView, StatisticsInMenu
from college.quizzes.models import Quiz, Topic


class QuizIndexView(StatisticsInMenu, IndexView):
    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            self._get_title_column("title", width="40%"),
            Column(
                "questions",
                label=_("几道题"),
                accessor=lambda quiz: sum(draw.count for draw in quiz.draws.all()) + quiz.chosen_count,
            ),
            Column("pass_mark", label=_("及格线（%）"), sort_key="pass_mark"),
            Column("attempts", label=_("交卷"), accessor="attempt_count"),
        ]

    def get_base_queryset(self) -> QuerySet[Quiz]:
        quizzes = super().get_base_queryset().prefetch_related("draws")
        return quizzes.annotate(
            chosen_count=Count("chosen", distinct=True), attempt_count=Count("attempts", distinct=True)
        )


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "tasks"
    index_view_class = QuizIndexView
    edit_view_class = EditView
    chooser_viewset_class = QuizChooserViewSet
    copy_view_enabled = False
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("title"), FieldPanel("introduction")], heading=_("测验")),
            InlinePanel("chosen", [FieldPanel("question")], heading=_("一定要答的题"), label=_("题目")),
            InlinePanel(
                "draws",
                [FieldRowPanel([FieldPanel("topic"), FieldPanel("count")])],
                heading=_("随机抽的题"),
                label=_("标签"),
                help_text=_("每次答题都重新抽，上面已经选的题不会再抽到"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("pass_mark"),
                    FieldRowPanel([FieldPanel("attempts_allowed"), FieldPanel("cool_down_minutes")]),
                    FieldRowPanel([FieldPanel("time_limit_minutes"), FieldPanel("grace_seconds")]),
                    FieldPanel("is_shuffled"),
                    FieldPanel("shows_answers"),
                ],
                heading=_("规则"),
            ),
        ],
        base_form_class=QuizForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        statistics = path("statistics/<int:pk>/", self.construct_view(QuizStatisticsView), name="statistics")
        return [*super().get_urlpatterns(), statistics]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name"]
    search_fields = ["name"]
    edit_handler = ObjectList([FieldPanel("name")], base_form_class=TopicForm)


class QuizzesGroup(SnippetViewSetGroup):
    items = (QuestionViewSet, QuizViewSet, TopicViewSet)
    menu_icon = "tasks"
    menu_label = pgettext_lazy("plural", "测验")
    menu_name = "quizzes"
    menu_order = 152
