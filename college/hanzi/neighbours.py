"""How a character that is a word by itself is read beside the words around it.

Only characters whose reading the neighbours tell; all others are read as usual. Kinds of words are jieba's: v verbs,
a adjectives, d adverbs, m numbers, r pronouns, n nouns, p prepositions.
"""

from collections.abc import Callable
from typing import NamedTuple


class Word(NamedTuple):
    text: str
    kind: str


NOTHING = Word("", "x")
Rule = Callable[[Word, Word], str]
"""Takes the words before and after."""

BECOMING = ("分", "称", "名", "改", "变", "定", "列", "评", "选", "化", "转", "视", "以")
MOVING = ("走", "跑", "飞", "穿", "划", "爬", "游", "掠", "开", "驶", "越", "翻", "流", "渡")
COUNTING = ("这", "那", "哪", "每", "几", "两", "各", "某", "半")


def reading(words: list[Word], at: int) -> str | None:
    """None where the neighbours tell nothing."""
    rule = RULES.get(words[at].text)
    if rule is None:
        return None
    before = words[at - 1] if at else NOTHING
    after = words[at + 1] if at + 1 < len(words) else NOTHING
    return rule(before, after)


def parts(word: Word) -> list[Word]:
    """A number that comes as one word with what it counts, such as 第三行, as two; so do 去过 and 稳稳地."""
    ends = {"m": RULES, "vq": "过", "z": "地", "d": "地"}.get(word.kind, "")
    if len(word.text) > 1 and word.text[-1] in ends:
        return [Word(word.text[:-1], word.kind), Word(word.text[-1], "u")]
    return [word]


def _counts(word: Word) -> bool:
    """Whether what follows is counted: 三, 第五, 这."""
    return word.kind == "m" or word.text in COUNTING


def _de(before: Word, after: Word) -> str:
    if after.text in ("了", "过", "到") and before.kind[0] not in "va":
        return "dé"
    if before.kind[0] in "rd" and after.kind[0] in "vdp":
        return "děi"
    return "de"


def _di(before: Word, after: Word) -> str:
    """Behind how something is done (慢慢地), or the ground."""
    return "de" if len(before.text) > 1 and before.kind[0] in "adilovz" else "dì"


def _wei(before: Word, after: Word) -> str:
    """A result (分为, 为三, 为好) or a purpose."""
    return "wéi" if before.text in BECOMING or after.kind[0] in "ma" else "wèi"


def _zhang(before: Word, after: Word) -> str:
    return "zhǎng" if after.text in ("得", "出", "满", "大", "高", "成", "在", "到", "着") else "cháng"


def _huan(before: Word, after: Word) -> str:
    given = after.text in ("给", "钱", "书", "清", "债", "我", "你", "您", "他", "她")
    return "huán" if given or after.kind == "x" else "hái"


def _ji(before: Word, after: Word) -> str:
    return "jì" if after.text in ("好", "上", "紧", "着", "了", "围裙", "鞋带", "腰带", "安全带") else "xì"


RULES: dict[str, Rule] = {
    "得": _de,
    "地": _di,
    "为": _wei,
    "长": _zhang,
    "还": _huan,
    "系": _ji,
    "过": lambda before, after: "guo" if before.kind[0] == "v" and before.text not in MOVING else "guò",
    "只": lambda before, after: "zhī" if _counts(before) else "zhǐ",
    "行": lambda before, after: "háng" if _counts(before) and after.text != "人" else "xíng",
    "种": lambda before, after: "zhǒng" if _counts(before) or before.text in ("有", "新", "的") else "zhòng",
    "重": lambda before, after: "chóng" if after.kind[0] == "v" else "zhòng",
    "场": lambda before, after: "cháng" if after.text in ("雨", "大雨", "雪", "大雪", "病") else "chǎng",
    "背": lambda before, after: "bēi" if after.text in ("着", "起", "上", "包", "书包") else "bèi",
    "量": lambda before, after: "liàng" if _counts(before) else "liáng",
    "倒": lambda before, after: "dǎo" if before.kind[0] in "vn" or after.text in ("在", "下") else "dào",
    "数": lambda before, after: "shǔ" if after.kind[0] in "mu" or after.text == "钱" else "shù",
    "教": lambda before, after: "jiāo",
    "觉": lambda before, after: "jiào",
    "干": lambda before, after: "gàn" if after.text in ("什么", "啥", "活", "活儿", "完", "得", "事") else "gān",
    "哄": lambda before, after: "hǒng",
    "撒": lambda before, after: "sǎ",
}
