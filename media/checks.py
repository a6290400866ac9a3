from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.files.storage import storages
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


@register()
def video_delivery(**kwargs: Any) -> list[CheckMessage]:
    said, is_bucket = settings.VIDEO_DELIVERY, bool(settings.S3["BUCKET"])
    fitting = ["redirect"] if is_bucket else ["direct", "x-accel"]
    if said in fitting:
        return []
    place = "in a bucket" if is_bucket else "on this machine"
    hint = f"Videos are kept {place}: set it to {' or '.join(fitting)}, or leave it out."
    return [Error(f"VIDEO_DELIVERY cannot be {said!r}.", hint=hint, id="media.E005")]


@register()
def s3(**kwargs: Any) -> list[CheckMessage]:
    return [Error(message, hint=hint, id="media.E002") for message, hint in _s3_mistakes(settings.S3)]


def _s3_mistakes(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not said["BUCKET"]:
        for name in (name for name, value in said.items() if value):
            yield (
                f"S3_{name} is set, but S3_BUCKET is not.",
                "Name the bucket, or set none of S3_*.",
            )
        return
    if said["ENDPOINT_URL"] and not _is_address(said["ENDPOINT_URL"]):
        yield "S3_ENDPOINT_URL is no address.", "Set it to an address like https://oss-cn-beijing.aliyuncs.com"
    if bool(said["ACCESS_KEY_ID"]) != bool(said["SECRET_ACCESS_KEY"]):
        missing = "SECRET_ACCESS_KEY" if said["ACCESS_KEY_ID"] else "ACCESS_KEY_ID"
        yield f"S3_{missing} is missing.", "Set both S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or neither."
    if said["ADDRESSING_STYLE"] not in ("", *settings.S3_ADDRESSING_STYLES):
        yield "S3_ADDRESSING_STYLE is unknown.", f"Set it to one of: {', '.join(settings.S3_ADDRESSING_STYLES)}."


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


@register(Tags.security, deploy=True)
def s3_answers(**kwargs: Any) -> list[CheckMessage]:
    """Asks the service itself, and so only when a server is set up."""
    if not settings.S3["BUCKET"] or s3():
        return []
    from botocore.exceptions import BotoCoreError, ClientError

    bucket: Any = storages["private"]
    try:
        bucket.connection.meta.client.head_bucket(Bucket=bucket.bucket_name)
    except (BotoCoreError, ClientError) as error:
        hint = "Compare S3_ENDPOINT_URL, S3_BUCKET, S3_REGION and the keys with what the service says."
        return [Error(f"The bucket {bucket.bucket_name} cannot be used: {error}", hint=hint, id="media.E003")]
    return []


@register()
def whisper_engine(**kwargs: Any) -> list[CheckMessage]:
    """A machine that only serves pages may have no engines, and then needs none."""
    try:
        from media.speech.engines import NAMES
    except ImportError:
        return []
    if settings.WHISPER_ENGINE in NAMES:
        return []
    hint = f"Set it to one of: {', '.join(NAMES)}."
    return [Error(f"WHISPER_ENGINE is {settings.WHISPER_ENGINE!r}, which is no engine.", hint=hint, id="media.E010")]
