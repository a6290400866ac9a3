from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from college.people.models import User
from media.captions.drafts import CueDraft, InvalidCue, check, still_repaired, tidy
from media.models import Correction, Cue, Transcript
from media.signals import transcript_corrected

__all__ = ["Conflict", "CueDraft", "InvalidCue", "Seen", "announce_corrections", "change_cues", "undo"]

# A person at work makes many small changes: those above hear of them when there is a pause.
PAUSE = timedelta(seconds=20)
KEPT = tuple(CueDraft.__dataclass_fields__)


@dataclass(frozen=True)
class Seen:
    """A cue as the person saw it when they changed it."""

    id: int
    revision: int


class Conflict(Exception):
    """Someone else has changed what was to be changed. `cues` are those that stand there now, in order."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        super().__init__(f"{len(cues)} cues stand there now")
        self.cues = cues


@transaction.atomic
def change_cues(
    *,
    transcript: Transcript,
    user: User,
    kind: Correction.Kind,
    before: Iterable[Seen],
    after: Iterable[CueDraft],
    token: UUID | None = None,
) -> Correction:
    """Puts `after` in the place of the cues that were seen. Raises Conflict, InvalidCue.

    A draft with the id of a seen cue changes it; a seen cue without a draft goes; a draft without id is a new cue.
    A token that has been here before means the same change, which is made already.
    """
    revision = take_revision(transcript)
    if token and (made := transcript.corrections.filter(token=token).first()):
        return made
    seen = {each.id: each.revision for each in before}
    drafts = [replace(draft, text=tidy(draft.text)) for draft in after]
    ids = [draft.id for draft in drafts if draft.id is not None]
    if not (seen or drafts) or not seen.keys() >= set(ids) or len(ids) > len(set(ids)):
        raise InvalidCue("nothing")
    present = transcript.cues.in_bulk(seen)
    if {pk: cue.revision for pk, cue in present.items()} != seen:
        raise Conflict(_standing(transcript, seen, drafts))
    drafts = [replace(draft, repairs=still_repaired(draft, present.values())) for draft in drafts]
    try:
        return _put(transcript, user=user, kind=kind, revision=revision, replaced=present, drafts=drafts, token=token)
    except InvalidCue as refusal:
        standing = _standing(transcript, seen, drafts)
        if refusal.code == "overlap" and len(standing) > len(present):  # someone else was there first
            raise Conflict(standing) from refusal
        raise


@transaction.atomic
def undo(*, correction: Correction, user: User) -> Correction:
    """The change the other way round; undoing that brings it back. Raises Conflict if its cues have moved on."""
    transcript = correction.transcript
    revision = take_revision(transcript)
    left = [CueDraft(**kept) for kept in correction.after]
    drafts = [CueDraft(**kept) for kept in correction.before]
    present = transcript.cues.in_bulk([draft.id for draft in left])
    returning = {kept["id"] for kept in correction.before} - {kept["id"] for kept in correction.after}
    if [draft_of(present[draft.id]) if draft.id in present else None for draft in left] != left or (
        transcript.cues.filter(pk__in=returning).exists()
    ):
        raise Conflict(_standing(transcript, present, [*left, *drafts]))
    try:
        return _put(
            transcript, user=user, kind=Correction.Kind.UNDO, revision=revision, replaced=present, drafts=drafts
        )
    except InvalidCue as refusal:
        raise Conflict(_standing(transcript, present, drafts)) from refusal


def announce_corrections() -> None:
    """Tells the rooms above of what was corrected, once the person pauses. A sweep: safe at any time, anywhere."""
    news = Correction.objects.filter(transcript=OuterRef("pk"), revision__gt=OuterRef("announced_revision"))
    fresh = news.filter(made_at__gt=timezone.now() - PAUSE)
    for transcript in Transcript.objects.filter(Exists(news), ~Exists(fresh)):
        _announce(transcript)


@transaction.atomic
def _announce(transcript: Transcript) -> None:
    known = Transcript.objects.filter(pk=transcript.pk, announced_revision=transcript.announced_revision)
    latest = transcript.corrections.order_by("-revision").values("revision")[:1]
    if known.update(announced_revision=latest):
        transaction.on_commit(partial(transcript_corrected.send, Transcript, video_id=transcript.video_id))


def take_revision(transcript: Transcript) -> int:
    """The next revision; until the transaction is over, whoever else changes the transcript's cues waits."""
    Transcript.objects.filter(pk=transcript.pk).update(revision=F("revision") + 1)
    transcript.refresh_from_db(fields=["revision"])
    return transcript.revision


def draft_of(cue: Cue) -> CueDraft:
    return CueDraft(**{"id": cue.pk, **{name: getattr(cue, name) for name in KEPT if name != "id"}})


def _standing(transcript: Transcript, ids: Iterable[int], drafts: Sequence[CueDraft]) -> list[Cue]:
    """The cues with these ids and those in the time of a draft."""
    kept, times = set(ids), sorted((draft.start_ms, draft.end_ms) for draft in drafts)
    latest = max((end for _start, end in times), default=0)
    around = Q(start_ms__lt=latest, end_ms__gt=times[0][0]) if times else Q(pk__in=[])
    cues = transcript.cues.filter(around | Q(pk__in=kept))
    return [cue for cue in cues if cue.pk in kept or _meets(times, cue)]


def _meets(times: Sequence[tuple[int, int]], cue: Cue) -> bool:
    """Of the drafts that begin before the cue is over, only the last can reach into it: they do not overlap."""
    at = bisect_left(times, (cue.end_ms, 0))
    return at > 0 and times[at - 1][1] > cue.start_ms


def _put(
    transcript: Transcript,
    *,
    user: User,
    kind: Correction.Kind,
    revision: int,
    replaced: Mapping[int, Cue],
    drafts: Sequence[CueDraft],
    token: UUID | None = None,
) -> Correction:
    neighbours = [cue for cue in _standing(transcript, (), drafts) if cue.pk not in replaced]
    length_ms = round((transcript.video.duration or 0) * 1000) or 2**31 - 1
    check(drafts, replaced=replaced.values(), neighbours=neighbours, length_ms=length_ms)
    before = [asdict(draft_of(cue)) for cue in sorted(replaced.values(), key=lambda cue: cue.start_ms)]
    cues = [_write(replaced.get(draft.id or 0) or Cue(pk=draft.id), transcript, draft, revision) for draft in drafts]
    transcript.cues.filter(pk__in=replaced.keys() - {cue.pk for cue in cues}).delete()
    # An upsert of rows that are there: for thousands of cues twenty times as fast as bulk_update.
    Cue.objects.bulk_create(
        [cue for cue in cues if cue.pk in replaced],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*KEPT[1:], "revision"],
    )
    Cue.objects.bulk_create([cue for cue in cues if cue.pk not in replaced])
    silent = Transcript.objects.filter(pk=transcript.pk, state=Transcript.State.SILENT)
    silent.update(state=Transcript.State.DONE, finished_at=timezone.now())
    return Correction.objects.create(
        transcript=transcript,
        revision=revision,
        token=token,
        kind=kind,
        before=before,
        after=[asdict(draft_of(cue)) for cue in cues],
        user=user,
        user_name=str(user)[:150],
    )


def _write(cue: Cue, transcript: Transcript, draft: CueDraft, revision: int) -> Cue:
    for name in KEPT[1:]:
        setattr(cue, name, getattr(draft, name))
    cue.transcript = transcript
    cue.revision = revision
    return cue
