from typing import Any

from django.forms import BaseFormSet
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Collection

from media.chooser import VideoChooserViewSet
from media.desk import VideoViewSet
from media.forms import GroupVideoPermissionFormSet
from media.models import Video


@hooks.register("register_admin_viewset")
def register_videos() -> list[ViewSet]:
    return [VideoViewSet(), VideoChooserViewSet("video_chooser", url_prefix="videos/choose")]


@hooks.register("register_group_permission_panel")
def register_permissions() -> type[BaseFormSet]:
    return GroupVideoPermissionFormSet


@hooks.register("describe_collection_contents")
def describe_videos(collection: Collection) -> dict[str, Any] | None:
    """Stands in the way of deleting the collection, which would delete its videos."""
    count = Video.objects.filter(collection=collection).count()
    if not count:
        return None
    return {
        "count": count,
        "count_text": ngettext("%(count)s 个视频", "%(count)s 个视频", count) % {"count": count},
        "url": f"{reverse('videos:index')}?collection_id={collection.pk}",
    }
