"""A file that is not the one issued, held against it: by its words, one particular after another.

What is compared is not how a template prints something, but how this very certificate has it printed: its own PDF is
read too. Words can lie hidden behind a picture, so that the same words are no proof; see the page that says so.
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader

from college.certificates.content import Content, chinese_date

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

NUMBERED = re.compile(r"〔\n?U\n?\+\n?([0-9A-F\n]+)〕")
"""How a character that no font has is printed; see `typesetting.legible`."""
AROUND = 2
"""Characters beside a particular that are compared with it, so that 王秀 is not found in 王秀兰."""
HOLDER = _("姓名")
COURSES, HOURS, SERVICE, DATES = _("课程"), _("学时"), _("服务内容"), _("日期")
FLOWING = (COURSES, HOURS, SERVICE, DATES)
"""What stands in sentences: where their lines end depends on all that is in them."""
EDGES = {False: ("^", "$"), True: (r"(?<![0-9.])", r"(?![0-9.])")}
"""What is looked for where nothing stands beside a particular: the end of a line; in sentences no more of a number."""
Said = tuple["StrPromise", list[str]]


class TooMuch(Exception):
    """So much more is in a file than on the certificate that it is no reprint: many names could be tried by it."""


def text_of(pdf: bytes) -> str:
    """The words of a PDF of ours."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def differing(content: Content, issued: str, sent: str) -> "list[StrPromise]":
    """What the text of a file that was sent has otherwise than the one issued; `HOLDER` first where it is the name.

    What cannot be found in the issued one either, an unusual character say, cannot be compared and is left out; but
    a name that cannot be compared differs, for nobody has shown to know it. Raises TooMuch.
    """
    ours, theirs = _lines(issued), _lines(sent)
    if len(theirs) > 1.2 * len(ours) + 50:
        raise TooMuch
    found = {}
    for label, forms in particulars(content):
        printed = [pattern for form in forms for pattern in _patterns(form, ours, edges=EDGES[label in FLOWING])]
        if printed or label == HOLDER:
            found[label] = bool(printed) and all(re.search(pattern, theirs, re.MULTILINE) for pattern in printed)
    return [label for label, is_same in found.items() if not is_same]


def particulars(content: Content) -> Iterator[Said]:
    """Each with the forms in which it may be printed: by the name in English only on an English one."""
    yield HOLDER, [content.holder, content.holder_en]
    yield _("身份证件"), [content.identity]
    yield _("志愿者编号"), [content.volunteer_number]
    yield _("证书名称"), [content.title, content.title_en]
    yield COURSES, content.courses
    yield HOURS, _hours(content.hours)
    yield SERVICE, [content.service]
    days = (content.learned_from, content.learned_until, content.issued_on, content.valid_until)
    yield DATES, [form for day in days for form in _dates(day)]
    yield _("发证单位"), [content.issuer, content.issuer_en]


def _hours(hours: str) -> list[str]:
    """With their word, for a number alone stands in dates and serials too."""
    words = ("学时", "时长", "小时", "（小时）", "hour", "Hours", "Duration")
    return [form for word in words for form in (f"{hours}{word}", f"{word}{hours}")] if hours else []


def _dates(day: date | None) -> list[str]:
    if not day:
        return []
    english = (f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}")
    return [chinese_date(day), f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day:%Y.%m.%d}", *english]


def _lines(text: str) -> str:
    """Without the spaces that setting puts between characters; where lines end is kept."""
    return _spelled("\n".join(filter(None, ("".join(line.split()) for line in text.splitlines()))))


def _spelled(text: str) -> str:
    """With the character where its number is printed, and without the marks that no font has to have."""
    named = NUMBERED.sub(lambda found: _character(found[1].replace("\n", "")) or found[0], text)
    return "".join(each for each in named if each == "\n" or unicodedata.category(each) not in {"Cf", "Cc", "Mn"})


def _character(number: str) -> str:
    return chr(int(number, 16)) if 4 <= len(number) <= 5 else ""


def _patterns(form: str, ours: str, *, edges: tuple[str, str]) -> Iterator[str]:
    """Each place where the issued one has it, with what stands beside it there; it may run over the end of a line."""
    characters = _spelled("".join(form.split()))
    if not characters:
        return
    body = _broken(characters)
    for match in re.finditer(body, ours):
        before = ours[: match.start()].rpartition("\n")[2][-AROUND:]
        after = ours[match.end() :].partition("\n")[0][:AROUND]
        begin, end = edges if before or after else ("^", "$")  # a line of its own stays one
        head = rf"{_broken(before)}\n?" if before else begin
        tail = rf"\n?{_broken(after)}" if after else end
        yield f"{head}{body}{tail}"


def _broken(characters: str) -> str:
    return r"\n?".join(map(re.escape, characters))
