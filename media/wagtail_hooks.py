from typing import Any

from django.forms import BaseFormSet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Collection
from wagtail.snippets.models import register_snippet

from media.chooser import VideoChooserViewSet
from media.desk import VideoViewSet
from media.forms import GroupVideoPermissionFormSet
from media.glossaries.viewsets import GlossaryViewSet
from media.models import Video

register_snippet(GlossaryViewSet)


@hooks.register("register_admin_viewset")
def register_videos() -> list[ViewSet]:
    return [VideoViewSet(), VideoChooserViewSet("video_chooser", url_prefix="videos/choose")]


@hooks.register("register_log_actions")
def register_decisions(registry: LogActionRegistry) -> None:
    """What `media.jobs` and `media.captions` write into a video's history."""
    registry.register_action("media.retry", _("重试"), _("让没有完成的处理重试"))
    registry.register_action("media.rerun", _("重新转写"), _("要求重新转写"))
    registry.register_action("media.cancel", _("取消处理"), _("取消了后台处理"))
    registry.register_action("media.put_first", _("先处理这个"), _("排到了其他视频前面"))
    registry.register_action("media.delete_captions", _("删除字幕"), _("删除了一种语言的字幕"))


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    names = ("back", "begin", "end", "forward", "heard", "line", "merge", "play", "redo", "split", "undo")
    return [*icons, *(f"media/icons/captions-{name}.svg" for name in names)]


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
