"""A caption file comes into a video: what it would change is shown first, and done only if nobody was faster."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from college.people.models import User
from media.captions.actions import Conflict, InvalidCue, change_cues
from media.captions.comparing import Comparison, compare
from media.captions.formats.timed import LONGEST_TEXT, CorruptCaptions, TimedLine
from media.captions.script import aligned
from media.models import Correction, Cue, Transcript, Video
from media.signals import transcript_finished

# Letters that a form may bring back; a file whose text hardly repeats itself may be above it.
MOST_SEALED = 2_400_000
LONGEST_MS = 2**31 - 1
UNDER_WAY = [Transcript.State.WAITING, Transcript.State.RUNNING]


class UnderWay(Exception):
    """The engine is still writing the transcript."""


@dataclass(frozen=True)
class Proposal:
    """The cues that a file wants for a language of a video.

    `base` stands for the cues they were compared with, `beyond` counts those after the video's end, `left_out` the
    letters of a script that were not heard.
    """

    video: Video
    language: str
    base: str
    cues: list[TimedLine]
    beyond: int = 0
    left_out: int = 0

    @cached_property
    def present(self) -> list[Cue]:
        return cues_of(self.video, self.language)

    @cached_property
    def comparison(self) -> Comparison:
        return compare(self.present, self.cues)

    @property
    def is_of_now(self) -> bool:
        return self.base == state_of(self.present)

    def renewed(self) -> "Proposal":
        """The same cues compared with those that are there now."""
        return replace(self, base=state_of(cues_of(self.video, self.language)))

    @cached_property
    def sealed(self) -> str:
        """For a form to bring back. Raises CorruptCaptions if that is more than a form may bring."""
        times = [(cue.start_ms, cue.end_ms, cue.text) for cue in self.cues]
        said = [self.language, self.base, times, self.beyond, self.left_out]
        sealed = signing.dumps(said, salt=_salt(self.video), compress=True)
        if len(sealed) > MOST_SEALED:
            raise CorruptCaptions(None, _("文件里的文字太多了，请分成几部分导入。"))
        return sealed

    @classmethod
    def opened(cls, video: Video, sealed: str) -> "Proposal":
        """Raises signing.BadSignature."""
        language, base, times, beyond, left_out = signing.loads(sealed, salt=_salt(video))
        return cls(video, language, base, [TimedLine(*each) for each in times], beyond, left_out)


def _salt(video: Video) -> str:
    return f"media.captions.importing.{video.pk}"


def cues_of(video: Video, language: str) -> list[Cue]:
    return list(Cue.objects.filter(transcript__video=video, transcript__language=language))


def state_of(cues: Sequence[Cue]) -> str:
    """Another one whenever a person or the engine changes, adds or takes away a cue."""
    seen = repr([(cue.pk, cue.revision, cue.start_ms, cue.end_ms, cue.text) for cue in cues])
    return sha256(seen.encode()).hexdigest()[:16]


def propose(*, video: Video, language: str, read: Sequence[TimedLine] | Sequence[str]) -> Proposal:
    """What a file that was read would make of the captions. Raises CorruptCaptions, UnderWay."""
    if video.transcripts.filter(language=language, state__in=UNDER_WAY).exists():
        raise UnderWay
    present = cues_of(video, language)
    timed, left_out = _timed(video, language, present, read)
    kept = within(timed, round((video.duration or 0) * 1000) or LONGEST_MS)
    if not kept:
        raise CorruptCaptions(None, _("文件里的字幕全在视频结束之后，看来是另一个视频的。"))
    return Proposal(video, language, state_of(present), kept, len(timed) - len(kept), left_out)


def _timed(
    video: Video, language: str, present: Sequence[Cue], read: Sequence[TimedLine] | Sequence[str]
) -> tuple[list[TimedLine], int]:
    """A text without times takes those of cues: a line for each, or, in the spoken language, as it was heard."""
    timed = [line for line in read if isinstance(line, TimedLine)]
    if timed:
        return timed, 0
    lines = [line for line in read if isinstance(line, str)]
    spoken = present if language == video.language else cues_of(video, video.language)
    for cues in (present, spoken):
        if len(cues) == len(lines):
            return [_put(cue, line) for cue, line in zip(cues, lines, strict=True)], 0
    if language == video.language and present:
        return aligned(lines, present)
    if not spoken:
        raise CorruptCaptions(None, _("这个文件没有时间，视频也还没有字幕可以对照。请用 WebVTT 或 SRT 文件。"))
    said = {"lines": len(lines), "cues": len(spoken)}
    why = _("这个文件没有时间，要一行对一条字幕：文件有 %(lines)s 行，字幕有 %(cues)s 条。")
    raise CorruptCaptions(None, why % said)


def _put(cue: Cue, text: str) -> TimedLine:
    if len(text) > LONGEST_TEXT:
        said = {"begin": text[:12], "most": LONGEST_TEXT}
        raise CorruptCaptions(None, _("“%(begin)s……”这一行太长了，一条字幕最多 %(most)s 个字。") % said)
    return TimedLine(cue.start_ms, cue.end_ms, text)


def within(cues: Sequence[TimedLine], length_ms: int) -> list[TimedLine]:
    """Those that begin in the video, none longer than it."""
    return [replace(cue, end_ms=min(cue.end_ms, length_ms)) for cue in cues if cue.start_ms < length_ms]


@transaction.atomic
def import_captions(*, proposal: Proposal, user: User) -> Correction | None:
    """Makes the captions what the proposal says. Raises Conflict if they have changed since, UnderWay.

    None if there was nothing to change.
    """
    video, language = proposal.video, proposal.language
    transcript, _is_new = Transcript.objects.select_for_update().get_or_create(
        video=video, language=language, defaults={"state": Transcript.State.SILENT}
    )
    if transcript.state in UNDER_WAY:
        raise UnderWay
    if not proposal.is_of_now:
        raise Conflict(proposal.present)
    _finish(transcript, is_spoken=language == video.language)
    comparison = proposal.comparison
    if not comparison.differences:
        return None
    try:
        return change_cues(
            transcript=transcript,
            user=user,
            kind=Correction.Kind.IMPORT,
            before=comparison.seen,
            after=comparison.drafts,
        )
    except InvalidCue as refusal:
        raise Conflict(proposal.present) from refusal


def _finish(transcript: Transcript, *, is_spoken: bool) -> None:
    """A person has said it all: what the engine had left to do is off."""
    if is_spoken and transcript.state == Transcript.State.DONE:
        return
    transcript.chunks.all().delete()
    fields: dict[str, Any] = {"state": Transcript.State.DONE, "error": "", "finished_at": timezone.now()}
    if not is_spoken:
        fields["engine"] = ""
    Transcript.objects.filter(pk=transcript.pk).update(**fields)
    if is_spoken:
        transaction.on_commit(partial(transcript_finished.send, Transcript, video_id=transcript.video_id))


@transaction.atomic
def delete_captions(*, video: Video, language: str, user: User) -> None:
    """Those of another language than the spoken one, with their history."""
    if language == video.language:
        raise ValueError("the spoken language's captions are corrected, not deleted")
    video.transcripts.filter(language=language).delete()
    log(video, "media.delete_captions", user=user, data={"language": language})
