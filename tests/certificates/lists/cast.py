"""A street that gives volunteers their proofs by lists."""

import io
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from college.certificates.lists.actions import Draft, begin
from college.certificates.lists.plans import plan_for
from college.certificates.lists.reading import Entry
from college.certificates.models import Award, IssueList
from college.people.models import Organisation, StaffKind, User
from college.spreadsheets import Sheet, write
from tests.factories import AwardFactory, MembershipFactory, OrganisationFactory

HEADINGS = ["姓名", "手机号或登录名"]
IDENTITY = "110101194910010028"
ALL = [
    *HEADINGS,
    "组织",
    "服务或学习内容",
    "学时",
    "开始日期",
    "结束日期",
    "证件类型",
    "证件号码",
    "志愿者编号",
    "备注",
]


def a_street(name: str = "逍遥津街道") -> Organisation:
    return OrganisationFactory(name=name, parent=OrganisationFactory())


def an_award(street: Organisation | None = None, **said: Any) -> Award:
    """Given by hand to volunteers, in the street's name or in that of `issuer`."""
    by = {"issuer__organisation": street, "issuer__code": "HFXY"} if street else {}
    return AwardFactory(**{"required": None, "title": "志愿服务证明", "kinds": [StaffKind.VOLUNTEER], **by, **said})


def an_editor(street: Organisation, *permissions: str) -> User:
    person = MembershipFactory(kind=StaffKind.COMMUNITY_WORKER, organisation=street).user
    codenames = ["access_admin", *(permissions or ("issue_certificate",))]
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return person


def a_volunteer(street: Organisation, name: str = "王秀兰", **said: Any) -> User:
    who = {f"user__{key}": value for key, value in said.items()}
    return MembershipFactory(kind=StaffKind.VOLUNTEER, organisation=street, user__display_name=name, **who).user


def row(*cells: Any) -> list[Any]:
    """That of the fixture `person`."""
    return ["王秀兰", "13800138000", *cells]


def a_file(*rows: list[Any], headings: list[str] = HEADINGS, sheet: str = "名单") -> bytes:
    return write([Sheet(sheet, headings, rows)])


def edited(edit: Callable[[Workbook], object]) -> bytes:
    """A good file after somebody has done something to it in Excel."""
    book = load_workbook(io.BytesIO(a_file(row("", "整理图书", 12), headings=ALL[:5])))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sent(content: bytes, name: str = "名单.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def address(award: Award) -> str:
    return f"/admin/certificate-lists/new/{award.pk}/"


def send(desk: Client, award: Award, content: bytes, **said: str) -> Any:
    return desk.post(address(award), {"file": sent(content), **said})


def agree(desk: Client, award: Award, shown: Any) -> Any:
    """Says yes to what a page shows."""
    context = shown.context
    return desk.post(address(award), {"key": context["key"], "seen": context["plan"].fingerprint}, follow=True)


def misfits(answer: Any) -> list[tuple[int, str, str]]:
    return [(misfit.row, misfit.column, misfit.sentence) for misfit in answer.context["plan"].misfits]


def begun(entries: list[Entry], award: Award, editor: User, *, key: str = "key", occasion: str = "") -> IssueList:
    draft = Draft(entries, occasion, "名单.xlsx")
    seen = plan_for(entries=entries, award=award, occasion=occasion, editor=editor).fingerprint
    return begin(draft=draft, award=award, by=editor, key=key, seen=seen)


def cells(content: bytes, sheet: int = 0) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(content)).worksheets[sheet].iter_rows(values_only=True))
