from collections.abc import Iterable
from functools import partial

from django.db import transaction

from media.models import Glossary, Transcript, Video
from media.queue import addressed
from media.tasks import repair_all_transcripts, repair_transcripts

AT_ONCE = 20
# Below transcription: nobody waits for it.
PRIORITY = -1


def repair_later(video_ids: Iterable[int]) -> None:
    """Holds the transcripts of these videos against what is known once more, after the transaction, in a worker."""
    spoken = Transcript.objects.filter(video__in=video_ids, language=Video.Language.CHINESE)
    found = list(spoken.values_list("video", flat=True))
    for first in range(0, len(found), AT_ONCE):
        some = found[first : first + AT_ONCE]
        transaction.on_commit(partial(addressed(repair_transcripts, PRIORITY).enqueue, some), robust=True)


def repair_where_used(glossary: Glossary) -> None:
    """Or was, until a moment ago."""
    if glossary.is_everywhere or glossary.was_everywhere:
        transaction.on_commit(addressed(repair_all_transcripts, PRIORITY).enqueue, robust=True)
    else:
        repair_later(glossary.videos.values_list("pk", flat=True))
