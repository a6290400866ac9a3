"""The characters a lesson teaches: an editor types them; what is said of each is suggested and can be changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from college.hanzi import characters
from college.voice.models import recording_url

if TYPE_CHECKING:
    from college.courses.models import LessonPage

# Chinese characters, with those that Unicode took in later.
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


@dataclass(frozen=True)
class TaughtCharacter:
    """Each but `char` may be empty."""

    char: str
    pinyin: str = ""
    words: tuple[str, ...] = ()
    sentence: str = ""
    recording_url: str = ""
    """Where the sentence is heard as the editor said it."""


def han_in(text: str) -> list[str]:
    """The Chinese characters of a text, each once, in order."""
    return list(dict.fromkeys(HAN.findall(text)))


def suggested(char: str) -> TaughtCharacter:
    known = characters.get(char)
    return TaughtCharacter(char, known.readings[0], known.words, known.sentence) if known else TaughtCharacter(char)


def taught_by(block: Mapping[str, Any]) -> list[TaughtCharacter]:
    """Of a `CharactersBlock`: what the editor wrote, else what is suggested."""
    written = {detail["char"]: detail for detail in block["details"]}
    return [_as_written(written[char]) if char in written else suggested(char) for char in han_in(block["characters"])]


def _as_written(detail: Mapping[str, str]) -> TaughtCharacter:
    words, recording = tuple(detail["words"].split()), detail.get("recording")
    url = recording_url(recording) if recording else ""
    return TaughtCharacter(detail["char"], detail["pinyin"], words, detail["sentence"], url)


def taught_in(lesson: "LessonPage") -> list[TaughtCharacter]:
    """Those of all its blocks, each character once."""
    found = [taught for block in lesson.body if block.block_type == "characters" for taught in taught_by(block.value)]
    return list({taught.char: taught for taught in reversed(found)}.values())[::-1]


def teaches_characters(lesson: "LessonPage") -> bool:
    """Without making blocks of the whole text."""
    return any(block["type"] == "characters" for block in lesson.body.raw_data)
