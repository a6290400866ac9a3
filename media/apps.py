from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("视频")

    def ready(self) -> None:
        from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
        from wagtail.permissions import register_permission_policy

        from media import checks, handlers  # noqa: F401
        from media.models import Video

        register_permission_policy(Video, CollectionOwnershipPermissionPolicy(Video, owner_field_name="uploaded_by"))
