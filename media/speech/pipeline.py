"""From a stretch of a file to the cues that are spoken in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from media.speech.audio import Span, cut_at_silences, samples
from media.speech.cues import Atom, Letter, SpokenCue, cues, shared, timed
from media.speech.engines import Engine, Utterance, Word
from media.speech.invented import is_invented
from media.speech.opening import opened
from media.speech.pieces import Piece, pieces
from media.speech.probe import whole_length
from media.speech.text import clean, ended

__all__ = ["SpokenCue", "transcribe", "transcribe_span"]


def transcribe(path: Path, *, language: str, engine: Engine) -> Iterator[SpokenCue]:
    """The whole file, whether it has pictures or not. Raises UnusableMedia before the first cue."""
    with opened(path) as container:
        whole_length(container)
    for span in cut_at_silences(path):
        yield from transcribe_span(path, span, language=language, engine=engine)


def transcribe_span(path: Path, span: Span, *, language: str, engine: Engine) -> Iterator[SpokenCue]:
    """Cues in order, in seconds of the whole file, as they are heard. `language` is obeyed, not guessed."""
    found = list(pieces(samples(path, span)))
    for piece, following in zip_longest(found, found[1:]):
        words = said(piece, engine.hear(piece.samples, language=language), language)
        for cue in cues(words, until=following.start(0) if following else span.end - span.start):
            yield replace(cue, start=span.start + cue.start, end=span.start + cue.end)


def said(piece: Piece, heard: Sequence[Utterance], language: str) -> list[Atom]:
    """The words of a piece, cleaned, in order, in seconds of the sound it was cut from."""
    kept = [(each, text) for each in heard if not is_invented(each, text := clean(each.text, language))]
    following = [piece.start(each.start) for each, _text in kept[1:]] + [float("inf")]
    words: list[Atom] = []
    for (each, text), next_start in zip(kept, following, strict=True):
        pause = next_start - piece.end(each.end)
        words += timed(ended(text, pause, language), letters(piece, each))
    return in_order(words)


def letters(piece: Piece, heard: Utterance) -> list[Letter]:
    words = heard.words or (Word(heard.start, heard.end, heard.text, heard.confidence),)
    return [
        letter
        for word in words
        for letter in shared(piece.start(word.start), piece.end(word.end), _letters_in(word.text), word.confidence)
    ]


def _letters_in(text: str) -> int:
    return sum(character.isalnum() for character in text)


def in_order(words: Sequence[Atom]) -> list[Atom]:
    """Engines sometimes let a word begin before the one in front of it has ended."""
    ordered: list[Atom] = []
    for word in words:
        start = max(word.start, ordered[-1].end) if ordered else word.start
        ordered.append(Atom(word.text, start, max(start, word.end), word.confidence))
    return ordered
