"""What of a certificate can be printed, how it is called, and how it is filled into a sentence that an editor writes.

A sentence names fields in braces; a part in square brackets is left out where one of its fields says nothing:
`学完课程{课程}[，计 {学时} 学时]，准予结业。`
"""

import re
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from college.certificates.content import Content, chinese_date

FIELDS = {
    "holder": _("姓名"),
    "identity": _("证件"),
    "volunteer_number": _("志愿者编号"),
    "kinds": _("身份"),
    "organisation": _("所在组织"),
    "courses": _("课程"),
    "outcomes": _("学习内容"),
    "service": _("服务内容"),
    "hours": pgettext_lazy("certificate", "时长"),
    "period": _("起止日期"),
    "issuer": _("发证单位"),
    "head": _("负责人"),
    "handler": _("经办人"),
    "contact": _("联系方式"),
    "issued_on": _("发证日期"),
    "valid_until": _("有效期至"),
    "notes": _("备注"),
    "title": _("证书名称"),
}
"""By the name that a design keeps; in the words that are printed before it, and that an editor chooses by."""

TOKENS = {
    "姓名": "holder",
    "证件": "identity",
    "志愿者编号": "volunteer_number",
    "身份": "kinds",
    "所在组织": "organisation",
    "课程": "courses",
    "学习内容": "outcomes",
    "服务内容": "service",
    "时长": "hours",
    "起止日期": "period",
    "发证单位": "issuer",
    "发证日期": "issued_on",
    "有效期至": "valid_until",
    "备注": "notes",
    "证书名称": "title",
}
"""How a field is called in a sentence, whatever language its editor reads."""

LOCALES = {"zh": "zh-hans", "en": "en"}
KNOWN = "、".join(TOKENS)
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PLACE = re.compile(r"\{([^{}\[\]]*)\}")
UNKNOWN = _("没有“%(token)s”这一项。可以用的有：%(known)s。")
UNPAIRED = _("括号不成对：{ } 里写一项的名称，[ ] 里写那一项没有时就不印的话。")


def words_of(content: Content, language: str) -> dict[str, str]:
    """What each field says in this language ("zh" or "en"); empty where nothing is said.

    What the college has in Chinese only, such as titles of courses, stays Chinese.
    """
    both = {
        "identity": content.identity,
        "volunteer_number": content.volunteer_number,
        "organisation": content.organisation,
        "service": content.service,
        "hours": content.hours,
        "head": content.signatory,
        "handler": content.handler,
        "contact": content.contact,
        "notes": content.notes,
    }
    with override(LOCALES[language]):
        return both | (_chinese(content) if language == "zh" else _english(content))


def _chinese(content: Content) -> dict[str, str]:
    begun, ended = (chinese_date(day) if day else "" for day in (content.learned_from, content.learned_until))
    return {
        "holder": content.holder,
        "kinds": "、".join(content.kinds),
        "courses": "".join(f"《{course}》" for course in content.courses),
        "outcomes": "；".join(content.outcomes),
        "period": begun if begun == ended else "至".join(filter(None, (begun, ended))),
        "issuer": content.issuer,
        "issued_on": chinese_date(content.issued_on),
        "valid_until": chinese_date(content.valid_until) if content.valid_until else "",
        "title": content.title,
    }


def _english(content: Content) -> dict[str, str]:
    begun, ended = _english_date(content.learned_from), _english_date(content.learned_until)
    return {
        "holder": content.holder_en or content.holder,
        "kinds": ", ".join(gettext(kind) for kind in content.kinds),
        "courses": ", ".join(f"“{course}”" for course in content.courses),
        "outcomes": "; ".join(content.outcomes),
        "period": begun if begun == ended else " – ".join(filter(None, (begun, ended))),
        "issuer": content.issuer_en or content.issuer,
        "issued_on": _english_date(content.issued_on),
        "valid_until": _english_date(content.valid_until),
        "title": content.title_en or content.title,
    }


def _english_date(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def filled(sentence: str, words: Mapping[str, str]) -> str:
    """The sentence with what `words` say. A name is put in as it is: braces in it are a name's braces."""
    parts = enumerate(OPTIONAL.split(sentence))
    return "".join(_filled(part, words) for at, part in parts if at % 2 == 0 or _is_said(part, words))


def _filled(part: str, words: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: words[TOKENS[place[1].strip()]], part)


def _is_said(part: str, words: Mapping[str, str]) -> bool:
    return all(words[TOKENS[token.strip()]] for token in PLACE.findall(part))


def validate_sentence(sentence: str) -> None:
    """Raises ValidationError for a field that there is none of, and for brackets without the other."""
    for token in PLACE.findall(sentence):
        if token.strip() not in TOKENS:
            raise ValidationError(UNKNOWN, params={"token": token, "known": KNOWN})
    if set(PLACE.sub("", OPTIONAL.sub(r"\1", sentence))) & set("{}[]"):
        raise ValidationError(UNPAIRED)
