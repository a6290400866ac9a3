from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string


@register()
def video_access_policy(**kwargs: Any) -> list[CheckMessage]:
    try:
        import_string(settings.VIDEO_ACCESS_POLICY)
    except ImportError as error:
        hint = "Set it to the path of a callable (user, video) -> bool."
        return [Error(f"VIDEO_ACCESS_POLICY cannot be used: {error}", hint=hint, id="media.E001")]
    return []


@register()
def video_context(**kwargs: Any) -> list[CheckMessage]:
    try:
        import_string(settings.VIDEO_CONTEXT)
    except ImportError as error:
        hint = "Set it to the path of a callable (video) -> str."
        return [Error(f"VIDEO_CONTEXT cannot be used: {error}", hint=hint, id="media.E004")]
    return []
