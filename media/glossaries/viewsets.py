from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from media.glossaries.terms import parted
from media.models import Glossary


class GlossaryViewSet(SnippetViewSet):
    model = Glossary
    icon = "list-ul"
    add_to_admin_menu = True
    menu_order = 351
    list_display = [
        "title",
        Column("count", label=_("词数"), accessor=lambda glossary: len(parted(glossary.terms))),
        Column("videos", label=_("几个视频选用"), accessor="video_count"),
        Column(
            "where",
            label=_("用于"),
            accessor=lambda glossary: _("所有视频") if glossary.is_everywhere else _("选用它的视频"),
        ),
    ]
    search_fields = ["title", "terms"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Glossary]:
        return Glossary.objects.annotate(video_count=Count("videos"))

    panels = [
        FieldPanel("title"),
        FieldPanel(
            "terms",
            help_text=_(
                "一行写一个词：人名、地名、机构、活动、行话。只用于中文字幕，也只有汉字写的词才起作用，字母写的词目前不起作用。"
                "机器没听清、读音又相同的错字会照它改过来，改过的地方有记号；听得清楚的字不会改。"
            ),
        ),
        FieldPanel("is_everywhere", help_text=_("不勾选时，只用于在视频的编辑页里选了它的视频")),
    ]
