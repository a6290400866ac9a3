"""Choosing a video for a page: the newest first, with its picture and its state; what failed is not offered."""

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    ChosenMultipleView,
    ChosenView,
    CreationFormMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from media.columns import LengthColumn, PosterColumn, StatusColumn
from media.models import Video
from media.status import tell


class VideosToChoose(BaseChooseView):
    ordering = ["-created_at", "-pk"]

    def get_object_list(self) -> QuerySet[Video]:
        return Video.objects.choosable_by(self.request.user).exclude(state=Video.State.FAILED)

    def get_results_page(self, request: HttpRequest) -> Page:
        page = super().get_results_page(request)
        page.object_list = list(page.object_list)
        tell(page.object_list)
        return page

    @property
    def columns(self) -> list[Column]:
        return [PosterColumn(), *super().columns, StatusColumn(), LengthColumn()]


class ChooseVideoView(ChooseViewMixin, CreationFormMixin, VideosToChoose):
    pass


class ChooseVideoResultsView(ChooseResultsViewMixin, CreationFormMixin, VideosToChoose):
    pass


class VideoChosenView(ChosenView):
    def get_object(self, pk: str) -> Video:
        return Video.objects.choosable_by(self.request.user).get(pk=pk)


class VideosChosenView(ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Video]:
        return Video.objects.choosable_by(self.request.user).filter(pk__in=pks)


class VideoChooser(BaseChooser):
    def get_display_title(self, instance: Any) -> str:
        return f"{instance.title} · {instance.length or instance.get_state_display()}"


class VideoChooserViewSet(ChooserViewSet):
    model = Video
    icon = "media"
    choose_view_class = ChooseVideoView
    choose_results_view_class = ChooseVideoResultsView
    chosen_view_class = VideoChosenView
    chosen_multiple_view_class = VideosChosenView
    base_widget_class = VideoChooser
    choose_one_text = _("选一个视频")
    choose_another_text = _("换一个视频")
    edit_item_text = _("看这个视频的情况")
