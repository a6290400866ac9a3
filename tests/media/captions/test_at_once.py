"""Two people correct the same line at the same moment: one is first, the other is told."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from media.captions.actions import Conflict, change_cues
from media.models import Correction
from media.speech.pipeline import SpokenCue
from media.transcribing import replace_cues
from tests.factories import UserFactory
from tests.media.captions.cast import a_transcript, retold, seen
from tests.media.factories import ChunkFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.on_postgres]


def at_once(*actions: Callable[[], str]) -> list[str]:
    """What the actions return, each done in a thread with its own connection, all starting together."""
    start = threading.Barrier(len(actions))

    def run(action: Callable[[], str]) -> str:
        start.wait()
        try:
            return action()
        except Conflict as conflict:
            return f"conflict with {conflict.cues[0].text}"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_of_two_corrections_to_one_cue_one_is_made_and_the_other_sees_it() -> None:
    transcript, people = a_transcript(), [UserFactory(), UserFactory()]
    cue = transcript.cues.first()

    def correcting(number: int) -> Callable[[], str]:
        text = f"第{number}人写的"
        return lambda: change_cues(
            transcript=type(transcript).objects.get(),
            user=people[number],
            kind=Correction.Kind.EDIT,
            before=seen(cue),
            after=[retold(cue, text)],
        ).after[0]["text"]

    said = at_once(correcting(0), correcting(1))
    cue.refresh_from_db()
    assert sorted(said) == sorted([cue.text, f"conflict with {cue.text}"])
    assert Correction.objects.count() == 1


def test_a_correction_made_while_the_engine_runs_again_is_kept_or_refused_but_never_lost() -> None:
    transcript, person = a_transcript(), UserFactory()
    chunk, cue = ChunkFactory(transcript=transcript, start=0.0), transcript.cues.first()
    spoken = [SpokenCue(each.start, each.end, "又听了一遍", 0.9) for each in transcript.cues.all()]

    def correct() -> str:
        mine = [retold(cue, "我改的")]
        kind = Correction.Kind.EDIT
        change_cues(transcript=cue.transcript, user=person, kind=kind, before=seen(cue), after=mine)
        return "corrected"

    def rerun() -> str:
        with transaction.atomic():
            replace_cues(chunk, spoken)
        return "heard"

    said = at_once(correct, rerun)[0]
    texts = list(transcript.cues.values_list("text", flat=True))
    assert (said, texts) in [
        ("corrected", ["我改的", "又听了一遍", "又听了一遍"]),
        ("conflict with 又听了一遍", ["又听了一遍"] * 3),
    ]
