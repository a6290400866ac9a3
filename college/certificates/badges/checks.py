"""Said by `migrate` and by `check --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004
from django.db import DEFAULT_DB_ALIAS, DatabaseError

from college.certificates.badges import keys
from college.certificates.models import SigningKey


@register(Tags.database)
def certificates_can_be_signed(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Here, with the key that the database knows; one that is yet to be made is made at the first certificate."""
    key = _known() if DEFAULT_DB_ALIAS in (databases or ()) else None
    if not key:
        return []
    try:
        keys.private_of(key)
    except keys.KeyUnavailable as error:
        said = "No certificate can be issued on this machine, and no status list signed."
        return [Warning(said, hint=str(error), id="certificates.W001")]
    file = keys.file_of(key)
    if file.stat().st_mode & 0o077:
        return [Warning(f"Others can read the key {file}.", hint=f"chmod 600 {file}", id="certificates.W002")]
    return []


def _known() -> SigningKey | None:
    try:
        return keys.newest()
    except DatabaseError:  # before the first `migrate`
        return None
