"""Where videos are kept: a folder, or a bucket of any S3-compatible service if `S3_BUCKET` is set.

What is wrong with these settings, `media.checks` says.
"""

from pathlib import Path
from typing import Any

from environs import Env

NAMES = ("BUCKET", "ENDPOINT_URL", "PUBLIC_URL", "REGION", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "ADDRESSING_STYLE")
ADDRESSING_STYLES = ("auto", "path", "virtual")


def s3_settings(env: Env) -> dict[str, str]:
    """The environment's S3_BUCKET, S3_ENDPOINT_URL, … by their names without "S3_"; empty where it says nothing."""
    return {name: env.str(f"S3_{name}", "") for name in NAMES}


def private_storage(s3: dict[str, str], folder: Path) -> dict[str, Any]:
    return bucket_storage(s3) if s3["BUCKET"] else local_storage(folder)


def local_storage(folder: Path) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder, "base_url": None},
    }


def bucket_storage(s3: dict[str, str]) -> dict[str, Any]:
    from botocore.config import Config

    style = s3["ADDRESSING_STYLE"]
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": style if style in ADDRESSING_STYLES else "auto"},
        connect_timeout=5,
        read_timeout=60,
        retries={"total_max_attempts": 3, "mode": "standard"},
        # Checksums in the way of 2025 are Amazon's alone; other services refuse them.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    options = {
        "bucket_name": s3["BUCKET"],
        "endpoint_url": s3["ENDPOINT_URL"] or None,
        "region_name": s3["REGION"] or None,
        "access_key": s3["ACCESS_KEY_ID"] or None,
        "secret_key": s3["SECRET_ACCESS_KEY"] or None,
        "client_config": config,
        # Objects are private unless asked otherwise; saying so fails where a bucket has access lists switched off.
        "default_acl": None,
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
