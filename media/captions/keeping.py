"""The engine runs again over what people have corrected: their words stay, and what they deleted does not come back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from media.models import Transcript
from media.speech.cues import SpokenCue

Times = list[tuple[int, int]]


def keep_corrected(transcript: Transcript, spoken: Iterable[SpokenCue]) -> list[SpokenCue]:
    """What the engine may add: cues whose middle is in no corrected and no deleted cue, cut off where one begins."""
    heard = list(spoken)
    if not heard:
        return []
    first, last = round(heard[0].start * 1000), round(max(cue.end for cue in heard) * 1000)
    near = transcript.cues.filter(is_corrected=True, start_ms__lt=last, end_ms__gt=first)
    corrected = list(near.values_list("start_ms", "end_ms"))
    taken = [*corrected, *deleted(transcript, first, last)]
    free = [cue for cue in heard if not any(start <= _middle(cue) < end for start, end in taken)]
    return [_beside(cue, corrected) for cue in free]


def deleted(transcript: Transcript, first: int, last: int) -> Times:
    """Where between two milliseconds a cue stood until a person took it away, and none has come back since."""
    gone: Times = []
    history = transcript.corrections.order_by("revision").values_list("before", "after")
    for before, after in history.iterator(chunk_size=500):
        gone = without([*gone, *_times(before, first, last)], _times(after, first, last))
    return gone


def without(times: Times, others: Times) -> Times:
    """What is left of `times` where none of `others` is."""
    for start, end in others:
        parts = [part for first, last in times for part in ((first, min(last, start)), (max(first, end), last))]
        times = [(first, last) for first, last in parts if first < last]
    return times


def _times(cues: Sequence[dict[str, int]], first: int, last: int) -> Times:
    times = [(cue["start_ms"], cue["end_ms"]) for cue in cues]
    return [(start, end) for start, end in times if start < last and end > first]


def _middle(cue: SpokenCue) -> float:
    return (cue.start + cue.end) * 500


def _beside(cue: SpokenCue, corrected: Times) -> SpokenCue:
    middle = _middle(cue)
    start = max([round(cue.start * 1000), *(end for _start, end in corrected if end <= middle)])
    end = min([round(cue.end * 1000), *(start for start, _end in corrected if start > middle)])
    return replace(cue, start=start / 1000, end=end / 1000)
