import numpy as np

from media.speech.audio import RATE, Span, samples
from media.speech.pieces import LONGEST_SECONDS, Piece, parted, pieces
from tests.media.speech.conftest import NARRATION


def test_pieces_hold_all_speech_and_no_long_silence() -> None:
    sound = samples(NARRATION / "literacy-write-my-name.m4a", Span(0, 63))
    gap = np.zeros(60 * RATE, np.float32)
    found = list(pieces(np.concatenate([sound, gap, sound])))
    assert all(len(piece.samples) <= LONGEST_SECONDS * RATE for piece in found)
    assert 80 < sum(len(piece.samples) for piece in found) / RATE < 126
    regions = [(start / RATE, end / RATE) for piece in found for start, end in piece.regions]
    assert all(end < 63.5 or start > 122.5 for start, end in regions), "nothing of the minute of silence"


def test_a_time_in_a_piece_is_found_again_in_the_file() -> None:
    piece = Piece(np.zeros(8 * RATE, np.float32), ((10 * RATE, 15 * RATE), (20 * RATE, 23 * RATE)))
    assert (piece.start(0), piece.end(2)) == (10, 12)
    assert (piece.end(5), piece.start(5)) == (15, 20), "what ends at the seam ends before it, what begins there after"
    assert piece.start(6) == 21
    assert piece.end(30) == 23, "engines sometimes point behind the end"


def regions(*spans: tuple[float, float]) -> list[tuple[int, int]]:
    return [(round(start * RATE), round(end * RATE)) for start, end in spans]


def test_a_piece_ends_where_the_speaker_pauses_longest_not_where_the_window_is_full() -> None:
    spoken = regions((0, 10), (10.2, 20), (21.5, 27), (27.3, 37), (37.4, 47))
    assert parted(spoken) == [0, 2, 5]


def test_no_pause_is_worth_a_window_more() -> None:
    assert parted(regions((0, 9), (19, 27), (30, 38))) == [0, 3]


def test_whoever_speaks_without_a_pause_is_heard_all_the_same() -> None:
    assert parted(regions((0, 28.4), (28.4, 56))) == [0, 1, 2]
    assert parted([]) == [0]
