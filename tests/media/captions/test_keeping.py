"""The engine runs again: a person's words stay, and what they took away stays away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from college.people.models import User
from media.captions.actions import CueDraft, change_cues, undo
from media.captions.keeping import without
from media.models import Chunk, Correction, Transcript
from media.speech.cues import SpokenCue
from media.transcribing import replace_cues
from tests.media.captions.cast import TEXTS, lines, retold, seen
from tests.media.factories import ChunkFactory

Kind = Correction.Kind


def rerun(transcript: Transcript, *times: tuple[float, float]) -> None:
    """The engine hears 听到 at these seconds; where no times are given, where the lines of the cast are."""
    heard = times or ((0.0, 3.0), (4.0, 7.0), (8.0, 11.0))
    chunk = Chunk.objects.filter(transcript=transcript).first() or ChunkFactory(transcript=transcript, start=0.0)
    replace_cues(chunk, [SpokenCue(start, end, "听到", 0.9) for start, end in heard])


def texts(transcript: Transcript) -> list[str]:
    return [text for *_, text in lines(transcript)]


def test_untouched_lines_are_heard_anew_whichever_run_wrote_them(transcript: Transcript) -> None:
    for _ in range(2):
        rerun(transcript)
        assert lines(transcript) == [(0, 3000, "听到"), (4000, 7000, "听到"), (8000, 11000, "听到")]


def test_a_corrected_line_stays(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.all()[1]
    change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=[retold(cue, "改过")])
    rerun(transcript)
    assert texts(transcript) == ["听到", "改过", "听到"]


def test_what_begins_before_a_corrected_line_ends_where_that_begins(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.all()[1]
    change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=[retold(cue, "改过")])
    rerun(transcript, (0.0, 4.5), (4.6, 6.0), (6.5, 11.0))
    assert lines(transcript) == [(0, 4000, "听到"), (4000, 7000, "改过"), (7000, 11000, "听到")]


def test_a_deleted_line_does_not_come_back_until_that_is_undone(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.all()[1]
    deleted = change_cues(transcript=transcript, user=person, kind=Kind.DELETE, before=seen(cue), after=[])
    rerun(transcript)
    assert lines(transcript) == [(0, 3000, "听到"), (8000, 11000, "听到")]
    undo(correction=deleted, user=person)
    assert texts(transcript) == ["听到", TEXTS[1], "听到"]
    rerun(transcript)
    assert texts(transcript) == ["听到"] * 3


def test_split_and_merged_lines_stay_as_they_were_made(transcript: Transcript, person: User) -> None:
    first, second, last = transcript.cues.all()
    whole = [CueDraft(first.pk, 0, 7000, "合并的")]
    change_cues(transcript=transcript, user=person, kind=Kind.MERGE, before=seen(first, second), after=whole)
    halves = [CueDraft(last.pk, 8000, 9000, "前半"), CueDraft(None, 9500, 11000, "后半")]
    change_cues(transcript=transcript, user=person, kind=Kind.SPLIT, before=seen(last), after=halves)
    made = lines(transcript)
    rerun(transcript, (0.0, 3.0), (3.1, 7.0), (8.0, 10.0), (10.1, 11.0))
    assert lines(transcript) == made


def test_a_line_made_shorter_leaves_no_room_for_what_was_cut_off(transcript: Transcript, person: User) -> None:
    cue = transcript.cues.first()
    short = [CueDraft(cue.pk, 0, 1000, "大家")]
    change_cues(transcript=transcript, user=person, kind=Kind.EDIT, before=seen(cue), after=short)
    rerun(transcript, (0.0, 0.9), (1.1, 3.0), (4.0, 7.0))
    assert lines(transcript) == [(0, 1000, "大家"), (4000, 7000, "听到")]


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: (at[0], at[0] + at[1])), max_size=6)


@settings(max_examples=60, deadline=None)
@given(spans, spans)
def test_what_is_left_of_times_is_exactly_where_the_others_are_not(
    times: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    def seconds(spans: list[tuple[int, int]]) -> set[int]:
        return {second for start, end in spans for second in range(start, end)}

    assert seconds(without(times, others)) == seconds(times) - seconds(others)
