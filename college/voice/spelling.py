"""How a text sounds, in the symbols that Kokoro was taught Mandarin with (see `data/README.md`).

Readings come from `college.hanzi.pinyin`, so that the voice says of 银行 and 行走 what is written above them. 一 and 不
change their tones with what follows, as they are spoken. Third tones do not: the voice does that by itself.
"""

import re
from unicodedata import normalize

from college.hanzi.pinyin import TONE_MARKS, readings, without_tone
from college.voice.numbers import spoken

TONES = dict(zip(TONE_MARKS, "→↗↓↘", strict=True))
INITIALS = {
    **{"b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l"},
    **{"g": "k", "k": "kʰ", "h": "x", "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "r": "ɻ"},
    **{"zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "z": "ʦ", "c": "ʦʰ", "s": "s"},
}
# 0 stands where the tone goes.
FINALS = {
    **{"a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0", "en": "ə0n"},
    **{"eng": "ə0ŋ", "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0"},
    **{"in": "i0n", "iu": "jou0", "ing": "i0ŋ", "io": "jɔ0", "iong": "jʊ0ŋ", "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0"},
    **{"ui": "wei0", "ua": "wa0", "uai": "wai0", "uan": "wa0n", "un": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ"},
    **{"uo": "wo0", "o": "wo0", "ü": "y0", "üe": "ɥe0", "üan": "ɥɛ0n", "ün": "y0n"},
}
# The vowel of zhi, chi, shi, ri, zi, ci, si.
HISSING = {"zh", "ch", "sh", "r", "z", "c", "s"}
ALONE = {"er": "ɚ0", "r": "ɚ0", "o": "ɔ0", "ê": "ɛ0", "m": "m", "n": "n", "ng": "ŋ", "hm": "hm", "hng": "hŋ"}
# Syllables that begin with a vowel, by what stands behind y or w.
WITH_Y = {"i": "i", "in": "in", "ing": "ing", "ou": "iu", "ong": "iong", "u": "ü", "ue": "üe", "uan": "üan", "un": "ün"}
WITH_W = {"u": "u", "ei": "ui", "en": "un", "eng": "ueng"}
LETTER_SOUNDS = (
    *("ˈA", "bˈi", "sˈi", "dˈi", "ˈi", "ˈɛf", "ʤˈi", "ˈAʧ", "ˈI", "ʤˈA", "kˈA", "ˈɛl", "ˈɛm"),
    *("ˈɛn", "ˈO", "pˈi", "kjˈu", "ˈɑɹ", "ˈɛs", "tˈi", "jˈu", "vˈi", "dˈʌbᵊljˌu", "ˈɛks", "wˈI", "zˈi"),
)
LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTER_SOUNDS, strict=True))
PAUSES = {
    **dict.fromkeys("，、,", ", "),
    **dict.fromkeys("。.…", ". "),
    **dict.fromkeys("；;：:—·", "; "),
    **dict.fromkeys("！!", "! "),
    **dict.fromkeys("？?", "? "),
}
LETTER = re.compile(r"[A-Za-z]")
NUMBERS = tuple("第零一二三四五六七八九十")


def spelt(text: str) -> str:
    """Empty if nothing in it can be said."""
    import rjieba

    text = spoken(text)
    found, words = readings(text), rjieba.cut(text)
    sounds, at = "", 0
    for word in words:
        end = at + len(word)
        for place in range(at, end):
            is_end_of_word = len(word) > 1 and place == end - 1
            found[place] = changed(text, found, place, is_end_of_word=is_end_of_word)
        sounds += _word(word, found[at:end])
        at = end
    return re.sub(r"\s+", " ", sounds).strip(" ,;")


def _word(word: str, found: list[str]) -> str:
    said = ""
    for char, reading in zip(word, found, strict=True):
        if reading:
            said += syllable(reading)
        elif LETTER.match(char):
            said += f" {LETTERS[char.upper()]} "
        else:
            said += PAUSES.get(char, " ")
    return f" {said}" if found and found[0] else said


def syllable(reading: str) -> str:
    """Of a reading with its tone mark, such as hǎo."""
    tone = next((TONES[mark] for mark in normalize("NFD", reading) if mark in TONES), "")
    bare = without_tone(reading)
    return (ALONE.get(bare) or _joined(bare)).replace("0", tone)


def _joined(bare: str) -> str:
    initial = bare[:2] if bare[:2] in INITIALS else bare[:1]
    rest = bare[len(initial) :]
    if initial == "y":
        return FINALS[WITH_Y.get(rest, f"i{rest}")]
    if initial == "w":
        return FINALS[WITH_W.get(rest, f"u{rest}")]
    if initial not in INITIALS:
        return FINALS[bare]
    if initial in HISSING and rest == "i":
        return f"{INITIALS[initial]}ɨ0"
    if initial in {"j", "q", "x"} and rest.startswith("u"):
        rest = f"ü{rest[1:]}"
    return INITIALS[initial] + FINALS[rest]


def changed(text: str, found: list[str], at: int, *, is_end_of_word: bool) -> str:
    """The reading at a place; that of 一 and 不 depends on the next one's tone, but 一 keeps its own as a number."""
    after = found[at + 1] if at + 1 < len(found) else ""
    is_falling = "\u0300" in normalize("NFD", after)
    if text[at] == "不":
        return "bú" if is_falling else found[at]
    if text[at] != "一" or not after or is_end_of_word:
        return found[at]
    if text[at - 1 : at] in NUMBERS or text[at + 1] in NUMBERS or text[at + 1] in "月日号":
        return found[at]
    return "yí" if is_falling or text[at + 1] == "个" else "yì"
