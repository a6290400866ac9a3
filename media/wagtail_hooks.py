from django.forms import BaseFormSet
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from media.chooser import VideoChooserViewSet
from media.desk import VideoViewSet
from media.forms import GroupVideoPermissionFormSet


@hooks.register("register_admin_viewset")
def register_videos() -> list[ViewSet]:
    return [VideoViewSet(), VideoChooserViewSet("video_chooser", url_prefix="videos/choose")]


@hooks.register("register_group_permission_panel")
def register_permissions() -> type[BaseFormSet]:
    return GroupVideoPermissionFormSet
