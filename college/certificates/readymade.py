"""The two kinds of certificate that come ready made, each in Chinese and English, landscape and portrait."""

from dataclasses import dataclass
from itertools import product
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Readymade:
    name: str
    rows: dict[str, tuple[Row, ...]]
    """By language."""


def _row(kind: str, *, size: str = "regular", align: str = "center", beside: bool = False, **held: Any) -> Row:
    return {"type": kind, "size": size, "align": align, "beside": beside, **held}


def _space(share: int = 1) -> Row:
    return {"type": "space", "share": share}


def _closing(*, handler: bool) -> Row:
    return _row("closing", align="right", beside=True, head=True, handler=handler, seal=True)


def _fact(field: str, label: str = "", *, wide: bool = False) -> dict[str, Any]:
    return {"field": field, "label": label, "wide": wide}


def _training(sentence: str, learned: str) -> tuple[Row, ...]:
    return (
        _row("issuer"),
        _row("title"),
        _row("divider"),
        _space(2),
        _row("holder"),
        _row("kinds"),
        _space(2),
        _row("sentence", align="left", text=sentence),
        _row("outcomes", align="left", label=learned),
        _row("signatures"),
        _space(3),
        _row("check", align="left"),
        _closing(handler=False),
    )


def _service(sentence: str, hours: str, noted: str) -> tuple[Row, ...]:
    facts = (
        _fact("holder"),
        _fact("identity"),
        _fact("volunteer_number"),
        _fact("hours", hours),
        _fact("organisation", wide=True),
        _fact("period", wide=True),
        _fact("service", wide=True),
        _fact("courses", wide=True),
        _fact("head"),
        _fact("handler"),
        _fact("contact", wide=True),
    )
    return (
        _row("issuer"),
        _row("title", size="small"),
        _space(),
        _row("sentence", size="small", align="left", text=sentence),
        _row("facts", facts=list(facts), columns="2"),
        _row("notes", align="left", label=noted),
        _row("signatures"),
        _space(2),
        _row("check", size="small", align="left"),
        _closing(handler=False) | {"head": False},
    )


TRAINING = Readymade(
    "培训证书",
    {
        "zh": _training(
            "[于{起止日期}，][学完课程{课程}规定的全部内容][，计 {时长} 学时]，准予结业。特发此证。", "学习内容："
        ),
        "en": _training(
            "has completed[ the course {课程}][, {时长} hours of study][, {起止日期}]. This certificate is awarded"
            " in recognition of that achievement.",
            "Content: ",
        ),
    },
)
SERVICE = Readymade(
    "志愿服务记录证明",
    {
        "zh": _service("兹证明{姓名}参加志愿服务，服务记录如下，情况属实。", "时长（小时）", "备注："),
        "en": _service(
            "This is to certify that {姓名} has served as a volunteer. The record of service below is true.",
            "Hours",
            "Notes: ",
        ),
    },
)
READYMADE = (TRAINING, SERVICE)


def design(kind: Readymade, language: str = "zh", orientation: str = "landscape") -> dict[str, Any]:
    return {
        "orientation": orientation,
        "language": language,
        "background": "",
        "rows": [dict(row) for row in kind.rows[language]],
    }


def all_designs() -> dict[str, dict[str, Any]]:
    """By the names that their templates have."""
    languages, orientations = {"zh": "中文", "en": "英文"}, {"landscape": "横向", "portrait": "纵向"}
    return {
        f"{kind.name}（{languages[language]}，{orientations[orientation]}）": design(kind, language, orientation)
        for kind, language, orientation in product(READYMADE, languages, orientations)
    }
