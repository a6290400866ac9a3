"""What an editor asks workers to look at."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cms.models import Picture
from college.courses.checklist.contents import Content
from college.courses.checklist.facts import digest, is_outside, pictures_in
from college.courses.checklist.models import AddressVisit, PictureContrast
from media.queue import enqueue

MOST_ADDRESSES = 50
"""At one time."""
AGAIN = timedelta(hours=1)
"""Within which an address that was looked at is left in peace."""
KEPT = timedelta(days=90)
"""What became of an address, after somebody last asked."""
OVER = ["done", "failed"]


def look(contents: Sequence[Content]) -> int:
    """Has every picture measured that was not, every address outside looked at; how many of both there are to do."""
    addresses = [link.target for content in contents for link in content.links if link.kind == "address"]
    return measure(pictures_in(contents)) + visit(address for address in addresses if is_outside(address))


@transaction.atomic
def measure(pictures: Iterable[int]) -> int:
    """What failed is tried again, what was measured stays."""
    hashes = {found for picture in Picture.objects.filter(pk__in=list(pictures)) if (found := hash_of(picture))}
    PictureContrast.objects.bulk_create([PictureContrast(file_hash=found) for found in hashes], ignore_conflicts=True)
    rows = PictureContrast.objects.filter(file_hash__in=hashes)
    rows.stuck().put_back(queued_at=None)
    waiting = list(rows.filter(state="waiting", queued_at=None))
    enqueue(waiting)
    return len(waiting)


def hash_of(picture: Picture) -> str:
    """Empty where the file is gone."""
    try:
        return str(picture.get_file_hash())
    except OSError:
        return ""


@transaction.atomic
def visit(addresses: Iterable[str]) -> int:
    wanted = {digest(address): address for address in list(dict.fromkeys(addresses))[:MOST_ADDRESSES]}
    AddressVisit.objects.bulk_create(
        [AddressVisit(digest=key, address=address) for key, address in wanted.items()], ignore_conflicts=True
    )
    rows = AddressVisit.objects.filter(digest__in=list(wanted))
    over = Q(state__in=OVER) & (Q(looked_at=None) | Q(looked_at__lt=timezone.now() - AGAIN))
    (rows.stuck() | rows.filter(over)).put_back(queued_at=None)
    waiting = list(rows.filter(state="waiting", queued_at=None))
    enqueue(waiting)
    return len(waiting)


def forget() -> None:
    """A sweep: addresses that nobody asked about for long, and what was measured of pictures that are gone."""
    AddressVisit.objects.filter(state__in=OVER, queued_at__lt=timezone.now() - KEPT).delete()
    pictures = Picture.objects.filter(file_hash=OuterRef("file_hash"))
    PictureContrast.objects.filter(~Exists(pictures), state__in=OVER).delete()
