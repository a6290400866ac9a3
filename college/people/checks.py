from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register  # noqa: A004
from django.utils.module_loading import import_string


@register("people")
def sms_sender_can_be_used(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.SMS_SENDER:
        return [
            Info(
                "Signing in by phone code is switched off: no SMS sender is set.",
                hint="Set SMS_SENDER to a class that hands codes to your gateway, see college/people/sms.py.",
                id="people.I001",
            )
        ]
    try:
        import_string(settings.SMS_SENDER)
    except ImportError as error:
        return [Error(f"SMS_SENDER cannot be imported: {error}", hint="Correct SMS_SENDER.", id="people.E001")]
    return []


@register("people", deploy=True)
def codes_are_not_written_to_the_log(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.SMS_SENDER != "college.people.sms.ConsoleSender":
        return []
    return [
        Warning(
            "SMS_SENDER writes phone numbers and codes to the log, where whoever reads it can sign in as anybody.",
            hint="Set SMS_SENDER to a class that hands codes to your gateway.",
            id="people.W001",
        )
    ]


@register("people", deploy=True)
def attempts_are_counted_by_the_client_s_own_address(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or settings.ALLAUTH_TRUSTED_CLIENT_IP_HEADER:
        return []
    return [
        Info(
            "No proxy is trusted to name the client's address: behind one, all visitors share one limit on attempts.",
            hint="Set TRUSTED_PROXY_COUNT or TRUSTED_CLIENT_IP_HEADER (see docs/operations.md).",
            id="people.I002",
        )
    ]
