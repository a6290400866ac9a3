"""The keys that sign credentials, one for all issuers of the site: the private half a file, the public half a row.

Files lie in CERTIFICATE_KEYS_DIR, readable by their owner alone; the first is made when it is needed. Rows stay for
ever: by them what a key signed is verified, long after its file is gone.
"""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from college.certificates.badges import multibase
from college.certificates.models import SigningKey

REMEDY = (
    "Copy it from the machine that made it, or set CERTIFICATE_KEYS_DIR to the folder it is in; if it is lost, run "
    "`manage.py rotate_keys`."
)


class KeyUnavailable(Exception):
    """The file of the key in use cannot be read on this machine, or holds another key."""


@dataclass(frozen=True)
class Key:
    row: SigningKey
    private: Ed25519PrivateKey


def in_use() -> Key:
    """The key to sign with; made when there is none yet. Raises KeyUnavailable."""
    row = newest() or _made(SigningKey.objects.count() + 1)
    return Key(row, private_of(row))


def newest() -> SigningKey | None:
    return SigningKey.objects.filter(retired_at=None).order_by("-pk").first()


def private_of(row: SigningKey) -> Ed25519PrivateKey:
    """The other half, from this machine. Raises KeyUnavailable."""
    private = _read(file_of(row))
    if public_of(private) != row.public:
        raise KeyUnavailable(f"{file_of(row)} is another key than the one of that name in the database. {REMEDY}")
    return private


@transaction.atomic
def rotate() -> SigningKey:
    """A new key to sign with from now on; the others retire. Two who rotate at once come to the same new key."""
    known = len(SigningKey.objects.select_for_update())
    row = _made(known + 1)
    SigningKey.objects.exclude(pk=row.pk).filter(retired_at=None).update(retired_at=timezone.now())
    return row


def file_of(row: SigningKey) -> Path:
    return settings.CERTIFICATE_KEYS_DIR / f"{row.name}.pem"


def public_of(private: Ed25519PrivateKey) -> str:
    """As a Multikey: https://www.w3.org/TR/controller-document/#Multikey."""
    return multibase.base58(multibase.ED25519 + private.public_key().public_bytes_raw())


def _made(number: int) -> SigningKey:
    """The key of this number. Its file is made once, whoever comes first; a transaction that fails leaves it for the
    next."""
    name = f"key-{number}"
    path = settings.CERTIFICATE_KEYS_DIR / f"{name}.pem"
    if not path.exists():
        _create(path)
    known = {"public": public_of(_read(path)), "created_at": timezone.now()}
    return SigningKey.objects.get_or_create(name=name, defaults=known)[0]


def _create(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, written = tempfile.mkstemp(dir=path.parent)  # with mode 0600
    except OSError as error:
        raise KeyUnavailable(
            f"No signing key can be made in {path.parent} ({error.strerror}). "
            "Set CERTIFICATE_KEYS_DIR to a folder that the site may write."
        ) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first: its key is the key
            os.link(written, path)
    finally:
        Path(written).unlink()


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise KeyUnavailable(f"The signing key {path} cannot be read ({error}). {REMEDY}") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyUnavailable(f"The signing key {path} is no Ed25519 key. {REMEDY}")
    return private
