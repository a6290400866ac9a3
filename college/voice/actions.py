from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from college.voice.models import MOST_CHARACTERS, MOST_KEPT, MOST_WAITING, Saying, key_of
from media.files import discard
from media.queue import enqueue

PRIORITY = 20
"""Somebody waits, yet it is made quickly: what was photographed goes before, transcripts after."""
A_SWEEP = 200


class TooMuchToSay(Exception):
    """So many sentences wait that another would not come in time."""


@transaction.atomic
def ask(*, texts: Sequence[str], passing: Collection[str]) -> list[Saying | None]:
    """The sayings of these texts, begun where they are new; None where a text is too long. Those in `passing` are not
    for everybody's eyes. Raises TooMuchToSay."""
    keys = {key_of(text): text for text in texts if len(text) <= MOST_CHARACTERS}
    known = Saying.objects.in_bulk(keys, field_name="key")
    Saying.objects.filter(key__in=known).update(heard_at=timezone.now())
    open_to_all = [key for key, text in keys.items() if text not in passing]
    Saying.objects.filter(key__in=open_to_all, is_passing=True).update(is_passing=False)
    new = [
        Saying(key=key, text=text, is_passing=text in passing, priority=PRIORITY)
        for key, text in keys.items()
        if key not in known
    ]
    if new and Saying.objects.unfinished_work().count() + len(new) > MOST_WAITING:
        raise TooMuchToSay
    Saying.objects.bulk_create(new, ignore_conflicts=True)
    made = list(Saying.objects.filter(key__in=[saying.key for saying in new]))
    enqueue(made)
    found = known | {saying.key: saying for saying in made}
    return [found.get(key_of(text)) for text in texts]


def forget() -> None:
    """What nobody has heard for long, and the oldest if there are too many. Run by every worker now and then."""
    oldest = Saying.objects.order_by("-heard_at", "-pk").values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + A_SWEEP]
    for saying in [*Saying.objects.unheard()[:A_SWEEP], *Saying.objects.filter(pk__in=list(oldest))]:
        saying.delete()
        if saying.file:
            discard(saying.file.storage, str(saying.file.name))
