"""What a list says, row by row, before anybody is looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from college.certificates.content import Details, printable
from college.certificates.lists import columns, papers
from college.certificates.lists.columns import heading
from college.certificates.lists.papers import WrongNumber
from college.certificates.lists.typed import Mistyped, day, hours
from college.certificates.models import Award
from college.people import phones
from college.spreadsheets import Misfit, Row, Unreadable, read

MOST_ROWS = 2000
EXAMPLE_ACCOUNT = "13800000000"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row: whom it is about and what is to be printed. `row` as Excel counts."""

    row: int
    name: str
    account: str
    """A number in E.164 or a login name; empty where the name has to do."""
    organisation: str
    details: Details

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "name": self.name,
            "account": self.account,
            "organisation": self.organisation,
            "details": self.details.as_json(),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Entry":
        return cls(**{**kept, "details": Details.from_json(kept["details"])})


def read_list(file: File, award: Award) -> tuple[list[Entry], list[Misfit]]:
    """The rows that can be read, and what is wrong with the others. Raises `college.spreadsheets.Unreadable`."""
    table = read(
        file,
        sheets=columns.sheet_names(),
        headings=columns.headings_by_language(award),
        needed=columns.NEEDED,
        most_rows=MOST_ROWS,
        dates=columns.DATES,
    )
    if not table.rows:
        raise Unreadable(_("名单里还没有人。请从第二行起，一行写一个人。"))
    misfits = list(table.misfits)
    unreadable = {misfit.row for misfit in misfits}
    entries = []
    for row in table.rows:
        if row.number not in unreadable:
            reader = Reader(row, is_english=columns.is_english(award))
            entry = reader.entry()
            misfits += reader.misfits
            if not reader.misfits:
                entries.append(entry)
    return entries, misfits


class Reader:
    """Reads one row; what it cannot read is in `misfits`."""

    def __init__(self, row: Row, *, is_english: bool) -> None:
        self.row, self.is_english = row, is_english
        self.misfits: list[Misfit] = []

    def entry(self) -> Entry:
        name = self.name()
        return Entry(
            row=self.row.number,
            name=name,
            account=self.account(),
            organisation=self.text(columns.ORGANISATION),
            details=self.details(),
        )

    def details(self) -> Details:
        first = self.read(columns.FROM, day)
        last = self.read(columns.UNTIL, day)
        if first and last and last < first:
            self.refuse(columns.UNTIL, _("结束日期在开始日期以前。"))
        return Details(
            hours=self.read(columns.HOURS, hours) or "",
            learned_from=first,
            learned_until=last,
            service=self.open_text(columns.SERVICE),
            identity=self.identity(),
            volunteer_number=self.open_text(columns.VOLUNTEER),
            holder_en=self.name_in_english(),
            notes=self.open_text(columns.NOTES),
        )

    def said(self, key: str) -> str:
        return self.row.cells.get(key, "")

    def refuse(self, key: str, sentence: str) -> None:
        self.misfits.append(Misfit(self.row.number, heading(key), sentence))

    def text(self, key: str) -> str:
        """On one line, and no longer than there is room for."""
        text = printable(self.said(key))
        if len(text) > columns.LONGEST[key]:
            words = _("有 %(count)s 个字，最多 %(most)s 个。")
            self.refuse(key, words % {"count": len(text), "most": columns.LONGEST[key]})
        return text

    def open_text(self, key: str) -> str:
        text = self.text(key)
        if papers.names_a_citizen(text):
            self.refuse(
                key, _("这里写了身份证号，会原样印出来。请写到“%(column)s”一列。") % {"column": heading(columns.NUMBER)}
            )
        return text

    def read(self, key: str, reading: Callable[[str], Any]) -> Any:
        if not (typed := self.said(key)):
            return None
        try:
            return reading(typed)
        except Mistyped as error:
            self.refuse(key, str(error))
        return None

    def name(self) -> str:
        name = self.text(columns.NAME)
        if not name:
            self.refuse(columns.NAME, _("还没有写姓名。"))
        elif self.said(columns.ACCOUNT) == EXAMPLE_ACCOUNT:
            self.refuse(columns.NAME, _("这是模板里的示例，请删去这一行。"))
        return name

    def account(self) -> str:
        typed = normalize("NFKC", self.text(columns.ACCOUNT))
        try:
            return phones.normalised(typed)
        except ValidationError:
            return typed

    def name_in_english(self) -> str:
        if not self.is_english:
            return ""
        name = self.open_text(columns.ENGLISH)
        if not name:
            self.refuse(columns.ENGLISH, _("这种证书印英文姓名，请填写，例如 Wang Xiulan。"))
        return name

    def identity(self) -> str:
        """Kind and number of a paper, the number masked: 身份证 340***********1234."""
        kind, number = self.said(columns.PAPER), self.said(columns.NUMBER)
        if not kind and not number:
            return ""
        if not kind:
            self.refuse(columns.PAPER, _("写了证件号码，请也写证件类型。"))
        elif not (known := papers.kind_of(kind)):
            self.refuse(
                columns.PAPER, _("没有这种证件类型。请写其中一种：%(kinds)s。") % {"kinds": _("、").join(papers.PAPERS)}
            )
        elif not number:
            self.refuse(columns.NUMBER, _("写了证件类型，请也写证件号码。"))
        else:
            try:
                return f"{known} {papers.masked(papers.number_of(number, known))}"
            except WrongNumber as error:
                self.refuse(columns.NUMBER, str(error))
        return ""
