from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("视频")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from college.people.collections import MembersPolicy
        from media import checks, handlers  # noqa: F401
        from media.models import Video

        register_permission_policy(Video, MembersPolicy(Video, owner_field_name="uploaded_by"))
