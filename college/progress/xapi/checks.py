from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004


@register("progress")
def record_store_can_be_reached(**kwargs: Any) -> list[CheckMessage]:
    """Half a setting sends nothing, and nobody would know why."""
    given = {name: getattr(settings, name) for name in ("XAPI_ENDPOINT", "XAPI_USERNAME", "XAPI_PASSWORD")}
    missing = [name for name, value in given.items() if not value]
    if len(missing) == len(given):
        return []
    found: list[CheckMessage] = []
    if missing:
        hint = f"Set {' and '.join(missing)} too, or none of {', '.join(given)}."
        found.append(Error("The learning record store is half set.", hint=hint, id="progress.E001"))
    address = urlsplit(settings.XAPI_ENDPOINT)
    if settings.XAPI_ENDPOINT and (address.scheme not in {"http", "https"} or not address.hostname):
        hint = "Set it to the store's address without /statements, e.g. https://lrs.example/xapi/."
        found.append(Error("XAPI_ENDPOINT is no address.", hint=hint, id="progress.E002"))
    if address.path.rstrip("/").endswith("/statements"):
        hint = "Leave /statements away: it is added."
        found.append(Error("XAPI_ENDPOINT names one resource of the store.", hint=hint, id="progress.E003"))
    return found


@register("progress", deploy=True)
def statements_are_sent_in_private(**kwargs: Any) -> list[CheckMessage]:
    if not settings.XAPI_ENDPOINT.startswith("http://"):
        return []
    hint = "Use https, unless the network between is your own."
    return [Warning("The record store's password is sent unencrypted.", hint=hint, id="progress.W001")]
