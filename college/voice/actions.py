from collections.abc import Callable, Collection, Sequence

from django.db import transaction

from college.voice.models import MOST_CHARACTERS, MOST_KEPT, MOST_WAITING, Saying, SayingQuerySet, key_of
from media.files import discard
from media.queue import enqueue

PRIORITY = 20
"""Somebody waits, yet it is made quickly: what was photographed goes before, transcripts after."""
STRANGERS_PRIORITY = -1
"""Anybody may ask: it takes its turn among the transcripts."""
A_SWEEP = 200


class TooMuchToSay(Exception):
    """So many sentences wait that another would not come in time."""


@transaction.atomic
def ask(
    *, texts: Sequence[str], passing: Collection[str], by_stranger: bool, may_begin: Callable[[int], bool]
) -> list[Saying | None]:
    """The sayings of these texts, begun where they are new; None where a text is too long. Those in `passing` are not
    for everybody's eyes. `may_begin` tells whether who asks may have so many new ones. Raises TooMuchToSay."""
    keys = {key_of(text): text for text in texts if len(text) <= MOST_CHARACTERS}
    known = Saying.objects.in_bulk(keys, field_name="key")
    Saying.objects.filter(key__in=known).hear()
    open_to_all = [key for key, text in keys.items() if text not in passing]
    Saying.objects.filter(key__in=open_to_all, is_passing=True).update(is_passing=False)
    new = [
        Saying(key=key, text=text, is_passing=text in passing, priority=STRANGERS_PRIORITY if by_stranger else PRIORITY)
        for key, text in keys.items()
        if key not in known
    ]
    most = MOST_WAITING // 2 if by_stranger else MOST_WAITING
    if new and (Saying.objects.unfinished_work().count() + len(new) > most or not may_begin(len(new))):
        raise TooMuchToSay
    Saying.objects.bulk_create(new, ignore_conflicts=True)
    made = list(Saying.objects.filter(key__in=[saying.key for saying in new]))
    enqueue(made)
    found = known | {saying.key: saying for saying in made}
    return [found.get(key_of(text)) for text in texts]


def forget() -> None:
    """What nobody has heard for long, and the oldest if there are too many. Run by every worker now and then."""
    for pk in list(Saying.objects.unheard().values_list("pk", flat=True)[:A_SWEEP]):
        _forget(Saying.objects.unheard().filter(pk=pk))
    newest_first = Saying.objects.order_by("-heard_at", "-pk").values_list("pk", "heard_at")
    for pk, heard_at in list(newest_first[MOST_KEPT : MOST_KEPT + A_SWEEP]):
        _forget(Saying.objects.filter(pk=pk, heard_at=heard_at))


@transaction.atomic
def _forget(one: SayingQuerySet) -> None:
    """If it is still so. Somebody may ask for it, or a worker finish it, at this moment: the file is that of the row as
    it is now, and goes before the row, so that none is left behind by an accident."""
    if saying := one.select_for_update().first():
        if saying.file:
            discard(saying.file.storage, str(saying.file.name))
        saying.delete()
