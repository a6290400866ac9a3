from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from college.literacy.letters.models import LASTS, Letter, Photo
from media.queue import enqueue

if TYPE_CHECKING:
    from college.people.models import User

MOST_PASSING = 20
"""Letters of one person that nobody keeps: the oldest make room."""
PRIORITY = 30
"""Somebody waits in front of the page; what is first at the desk goes before."""


@transaction.atomic
def begin_text(*, learner: "User", text: str) -> Letter:
    _make_room(learner)
    return Letter.objects.create(learner=learner, text=paragraphs_of(text), state=Letter.State.DONE)


@transaction.atomic
def begin_photo(*, learner: "User", jpeg: bytes) -> Letter:
    _make_room(learner)
    letter = Letter.objects.create(learner=learner, priority=PRIORITY)
    Photo.objects.create(letter=letter, jpeg=jpeg)
    enqueue([letter])
    return letter


@transaction.atomic
def keep(*, letter: Letter) -> Letter:
    Letter.objects.filter(pk=letter.pk).update(is_kept=True)
    return letter


def close(*, letter: Letter) -> None:
    """The page was left: the photo goes, unless it is kept or still to be recognised. The text stays for a while, since
    a tap on a character leaves the page too."""
    over = [Letter.State.DONE, Letter.State.FAILED]
    Photo.objects.filter(letter=letter.pk, letter__is_kept=False, letter__state__in=over).delete()


def discard(*, letter: Letter) -> None:
    letter.delete()


def forget() -> None:
    """What nobody keeps goes within the hour. Run by every worker now and then."""
    Letter.objects.passing().filter(made_at__lt=timezone.now() - LASTS).delete()


def paragraphs_of(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _make_room(learner: "User") -> None:
    newest = Letter.objects.of(learner).passing().order_by("-made_at", "-pk")
    Letter.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[MOST_PASSING - 1 :])).delete()
