"""The words of a list: its sheet and its headings; written in the editor's language, read in any of ours."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from college.certificates.models import Award, Template
from college.spreadsheets import in_every_language

SHEET = _("名单")
NAME, ACCOUNT, ORGANISATION = "name", "account", "organisation"
HOURS, SERVICE, FROM, UNTIL = "hours", "service", "learned_from", "learned_until"
PAPER, NUMBER, VOLUNTEER, ENGLISH, NOTES = "paper", "number", "volunteer_number", "holder_en", "notes"
NAMES = {
    NAME: _("姓名"),
    ACCOUNT: _("手机号或登录名"),
    ORGANISATION: _("组织"),
    ENGLISH: _("英文姓名"),
    SERVICE: _("服务或学习内容"),
    HOURS: _("学时"),
    FROM: _("开始日期"),
    UNTIL: _("结束日期"),
    PAPER: _("证件类型"),
    NUMBER: _("证件号码"),
    VOLUNTEER: _("志愿者编号"),
    NOTES: _("备注"),
}
NEEDED = (NAME, ACCOUNT)
DATES = (FROM, UNTIL)
TYPED = (ACCOUNT, NUMBER, VOLUNTEER)
WIDTHS = {ACCOUNT: 20, ORGANISATION: 24, ENGLISH: 24, SERVICE: 40, HOURS: 8, NUMBER: 24, VOLUNTEER: 20, NOTES: 30}
LONGEST = {NAME: 60, ACCOUNT: 60, ORGANISATION: 100, ENGLISH: 60, SERVICE: 200, VOLUNTEER: 40, NOTES: 100}
"""Characters."""


def keys_of(award: Award) -> list[str]:
    """The columns of this award's lists, in their order: a name in Latin letters only where it is printed."""
    return [key for key in NAMES if key != ENGLISH or is_english(award)]


def is_english(award: Award) -> bool:
    return award.template is not None and award.template.language == Template.Language.ENGLISH


def heading(key: str) -> str:
    return str(NAMES[key])


def headings_by_language(award: Award) -> dict[str, str]:
    """Of every heading that a list may have, its key."""
    return {words: key for key in keys_of(award) for words in in_every_language(partial(heading, key))}


def sheet_names() -> list[str]:
    return in_every_language(lambda: str(SHEET))
