"""The editor's desk for videos: the Wagtail admin views under 视频."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.forms import Form, ModelForm
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import BaseMediaFilterSet, RelatedFilterMixin
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from media import actions, decisions
from media.adding import VideoAddView
from media.captions import urls as captions
from media.chapters import urls as chapters
from media.columns import LengthColumn, PosterColumn, StatusColumn
from media.forms import UploadForm, VideoForm
from media.models import Glossary, Video
from media.status import tell
from media.tabs import tabs
from media.uploads.urls import urlpatterns as upload_urls
from media.views import may_change


class PerInstance:
    """Fetching is the permission check: whoever may add videos may change their own, not all."""

    def get_object(self, queryset: QuerySet[Video] | None = None) -> Video:
        video = super().get_object(queryset) if queryset is not None else super().get_object()  # type: ignore[misc]
        if not may_change(self.request.user, video):  # type: ignore[attr-defined]
            raise PermissionDenied
        return video


class GlossariesFilter(RelatedFilterMixin, django_filters.ModelMultipleChoiceFilter):
    """By primary keys where words are searched for, too: the search knows no glossaries."""


class VideoFilterSet(BaseMediaFilterSet):
    permission_policy = cached_property(lambda self: policy_registry.get_by_type(Video))
    glossaries = GlossariesFilter(queryset=Glossary.objects.all(), widget=forms.CheckboxSelectMultiple, label=_("词表"))

    class Meta:
        model = Video
        fields = ["language", "glossaries"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters.pop("usage_count", None)
        self.filters["glossaries"].use_subquery = kwargs.get("is_searching", False)


class VideoIndexView(generic.IndexView):
    any_permission_required = ["add", "change", "delete"]
    filterset_class = VideoFilterSet
    default_ordering = "-created_at"
    add_item_label = _("上传视频")
    template_name = "media/admin/index.html"
    results_template_name = "media/admin/index_results.html"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            PosterColumn(),
            self._get_title_column("title", width="36%"),
            StatusColumn(),
            LengthColumn(),
            Column("usage_count", label=_("用在几处")),
            DateColumn("created_at", label=_("上传时间"), sort_key="created_at"),
        ]

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "is_searching": self.is_searching}

    def get_base_queryset(self) -> QuerySet[Video]:
        videos = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["change", "delete"])
        return videos.annotate(usage_count=ReferenceIndex.usage_count_subquery(Video))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        videos: Sequence[Video] = context["object_list"]
        tell(videos)
        return {**context, "is_moving": any(video.status.is_moving for video in videos)}

    def get_template_names(self) -> list[str]:
        return ["media/admin/_statuses.html"] if self.request.htmx else super().get_template_names()


class VideoEditView(PerInstance, generic.EditView):
    template_name = "media/admin/edit.html"
    context_object_name = "video"
    success_message = _("“%(object)s”已保存。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def get_success_buttons(self) -> list[Any]:
        return []

    def save_instance(self) -> Video:
        video = super().save_instance()
        if "language" in self.form.changed_data:
            actions.change_language(video=video, language=video.language)
        return video

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`is_news`: what the page shows below the status is no longer what there is to show."""
        tell([self.object])
        is_news = self.request.GET.get("shown") != self.object.status.label
        return super().get_context_data(**kwargs) | {
            "is_news": is_news,
            "cues": self.object.cues(),
            "tabs": tabs(self.object, here="videos:edit"),
        }

    def get_template_names(self) -> list[str]:
        return ["media/admin/_progress.html"] if self.request.htmx else super().get_template_names()


class VideoDeleteView(PerInstance, generic.DeleteView):
    template_name = "media/admin/confirm_delete.html"

    def form_valid(self, form: Form) -> HttpResponseBase:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except (PermissionDenied, ProtectedError):
            messages.error(self.request, _("这个视频正在课时里使用，不能删除。请先在那些课时里换掉它。"))
            return redirect(reverse(self.edit_url_name, args=[self.object.pk]))


class VideoHistoryView(PerInstance, history.HistoryView):
    pass


class VideoUsageView(PerInstance, usage.UsageView):
    pass


class VideoViewSet(ModelViewSet):
    model = Video
    name = "videos"
    icon = "media"
    add_to_admin_menu = True
    menu_order = 350
    copy_view_enabled = False
    index_view_class = VideoIndexView
    add_view_class = VideoAddView
    edit_view_class = VideoEditView
    delete_view_class = VideoDeleteView
    history_view_class = VideoHistoryView
    usage_view_class = VideoUsageView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return VideoForm if for_update else UploadForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            *decisions.urlpatterns,
            *captions.urlpatterns,
            *chapters.urlpatterns,
            *upload_urls,
        ]
