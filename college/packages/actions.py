import hashlib
from datetime import timedelta
from pathlib import PurePath

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from college.packages import manifest
from college.packages.archives import opened
from college.packages.models import Package
from college.packages.unpacking import unpack
from college.people.models import User

PATIENCE = timedelta(days=1)
"""How long a package waits for who sent it to agree to it."""
LONGEST_NAME = 255


def receive(*, file: File, user: User) -> Package:
    """Read what was sent and hold it until its sender agrees. Raises `college.spreadsheets.Unreadable`."""
    name = PurePath(file.name or "").name[:LONGEST_NAME]
    with opened(file) as archive:
        outline = manifest.read(archive, named=PurePath(name).stem)
        digest = _digest(file)
        unpack(archive, digest)
    package = Package(title=outline.title, original_name=name, size=file.size or 0, digest=digest, made_by=user)
    package.content = outline.as_json()
    file.seek(0)
    package.file.save(name, File(file.file), save=False)
    package.save()
    return package


def keep(package: Package) -> Package:
    package.is_kept = True
    package.save(update_fields=["is_kept"])
    return package


@transaction.atomic
def replace(*, package: Package, newer: Package) -> Package:
    """The newer version in the place of the older, whose learners go on where they were."""
    package = Package.objects.select_for_update().get(pk=package.pk)
    outdated = str(package.file.name)
    package.content = newer.outline.in_place_of(package.outline).as_json()
    for name in ("title", "original_name", "size", "digest", "made_by", "made_at"):
        setattr(package, name, getattr(newer, name))
    package.file = newer.file.name
    package.version += 1
    package.save()
    newer.delete()
    transaction.on_commit(lambda: _remove(outdated))
    return package


def forget_unkept() -> None:
    """A sweep."""
    for package in Package.objects.filter(is_kept=False, made_at__lt=timezone.now() - PATIENCE):
        name = str(package.file.name)
        package.delete()
        _remove(name)


def _remove(name: str) -> None:
    if not Package.objects.filter(file=name).exists():
        Package._meta.get_field("file").storage.delete(name)


def _digest(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()
