"""How a cue stands on the screen: at most two lines of eighteen Chinese characters, no word broken."""

from collections.abc import Sequence

from media.speech.words import CLOSING, atoms, width

LINE_WIDTH, MOST_LINES = 18, 2


def fits(words: Sequence[str]) -> bool:
    return len(filled(words)) <= MOST_LINES


def filled(words: Sequence[str]) -> list[str]:
    """Lines as full as they go; a word longer than a line stands alone on one that is too long."""
    lines = [""]
    for word in words:
        if lines[-1] and width((lines[-1] + word).rstrip()) > LINE_WIDTH:
            lines.append("")
        lines[-1] += word
    return lines


def lines(text: str) -> list[str]:
    """One line if it fits; else two, broken after punctuation or near the middle; else as many as it takes."""
    if width(text) <= LINE_WIDTH:
        return [text]
    words = atoms(text)
    pairs = [("".join(words[:at]), "".join(words[at:])) for at in range(1, len(words))]
    fitting = [pair for pair in pairs if max(width(pair[0].rstrip()), width(pair[1])) <= LINE_WIDTH]
    broken = min(fitting, key=_unevenness) if fitting else filled(words)
    return [line.strip() for line in broken]


def _unevenness(pair: tuple[str, str]) -> float:
    uneven = abs(width(pair[0]) - width(pair[1]))
    return uneven - LINE_WIDTH if pair[0].rstrip()[-1] in CLOSING else uneven
