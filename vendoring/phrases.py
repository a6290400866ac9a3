"""The words of pypinyin's dictionary that are not read as their characters are by themselves: word, pinyin."""

from pypinyin.phrases_dict import phrases_dict

from college.hanzi import characters
from college.hanzi.pinyin import LONGEST
from vendoring.characters import RARE, counted_words
from vendoring.places import DATA

OWN_TONES = {"一": "yī", "不": "bù"}


def write() -> None:
    counts = counted_words()
    words = [word for word in phrases_dict if len(word) <= LONGEST and counts.get(word, ("", 0))[1] >= RARE]
    read = {word: _reading(word) for word in words}
    lines = [f"{word}\t{' '.join(reading)}" for word, reading in read.items() if reading != _usual(word)]
    (DATA / "phrases.tsv").write_text("\n".join(sorted(lines)) + "\n")


def _reading(word: str) -> list[str]:
    return [OWN_TONES.get(char, readings[0]) for char, readings in zip(word, phrases_dict[word], strict=True)]


def _usual(word: str) -> list[str]:
    """What is not in GB 2312 is not annotated anyway."""
    known = [characters.get(char) for char in word]
    return [one.readings[0] for one in known if one] if all(known) else _reading(word)
