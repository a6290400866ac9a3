from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register
from django.utils.module_loading import import_string


@register("people")
def sms_sender_can_be_used(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.SMS_SENDER:
        return [
            Info(
                "Signing in by phone code is switched off: no SMS sender is set.",
                hint="Set SMS_SENDER to the dotted path of a class like college.people.sms.ConsoleSender.",
                id="people.I001",
            )
        ]
    try:
        import_string(settings.SMS_SENDER)
    except ImportError as error:
        return [Error(f"SMS_SENDER cannot be imported: {error}", hint="Correct SMS_SENDER.", id="people.E001")]
    return []
