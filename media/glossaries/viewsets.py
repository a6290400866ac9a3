from typing import Any

import django_filters
from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from media.glossaries.terms import parted
from media.models import Glossary


class GlossaryFilterSet(WagtailFilterSet):
    tags = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda request: Glossary.tags.order_by("name"), widget=forms.CheckboxSelectMultiple, label=_("标签")
    )

    class Meta:
        model = Glossary
        fields = ["tags"]


def _tags(glossary: Glossary) -> str:
    return gettext("、").join(sorted(tag.name for tag in glossary.tags.all()))


def _videos(glossary: Any) -> str | None:
    """The videos that chose it, if any did."""
    return f"{reverse('videos:index')}?glossaries={glossary.pk}" if glossary.video_count else None


class GlossaryViewSet(SnippetViewSet):
    model = Glossary
    icon = "list-ul"
    add_to_admin_menu = True
    menu_order = 351
    filterset_class = GlossaryFilterSet
    list_display = [
        "title",
        Column("count", label=_("词数"), accessor=lambda glossary: len(parted(glossary.terms))),
        Column("tags", label=_("标签"), accessor=_tags),
        TitleColumn("videos", label=_("几个视频选用"), accessor="video_count", get_url=_videos),
        Column(
            "where",
            label=_("用于"),
            accessor=lambda glossary: _("所有视频") if glossary.is_everywhere else _("选用它的视频"),
        ),
    ]
    search_fields = ["title", "terms"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Glossary]:
        """Each video once, however many tags are looked for."""
        found = Glossary.objects.annotate(video_count=Count("videos", distinct=True))
        return found.prefetch_related("tags")  # type: ignore[misc]

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
        FieldPanel("tags", help_text=_("用逗号隔开，便于以后查找")),
    ]
