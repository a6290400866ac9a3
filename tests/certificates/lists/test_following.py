"""A list is followed to its end, and what came of it taken home."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from college.certificates.lists.tasks import work_off_list
from college.certificates.models import Award, Certificate, IssueList
from college.people.models import Organisation, User
from college.people.privacy.erasure import erase
from tests.certificates.lists.cast import (
    a_volunteer,
    an_award,
    begun,
    cells,
)
from tests.certificates.lists.test_plans import an_entry

pytestmark = pytest.mark.django_db

LISTS = "/admin/certificate-lists/"


@pytest.mark.on_postgres
def test_the_editor_follows_a_list_to_its_end_and_takes_home_what_came_of_it(
    desk: Client, award: Award, person: User, street: Organisation, editor: User
) -> None:
    other = a_volunteer(street, "=李建国")
    people = [an_entry("王秀兰", person.username), an_entry("=李建国", other.username, row=3)]
    issue_list = begun(people, award, editor)
    url = f"{LISTS}{issue_list.pk}/"
    waiting = desk.get(url).text
    assert '<progress max="2"' in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "刷新" in waiting
    other.memberships.all().delete()
    work_off_list.func(issue_list.pk)
    part = desk.get(url, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "hx-trigger" not in part
    assert "有 1 行没有发" in part
    certificate = Certificate.objects.get()
    result = desk.get(f"{url}result/").content
    first, second = cells(result)[1:]
    assert first == (2, "王秀兰", "有效", certificate.serial, certificate.verify_url)
    assert second[:3] == (3, "=李建国", "没有发：这个人的账户停用了，或者现在不符合发证规则。")
    assert {cell.data_type for cell in load_workbook(io.BytesIO(result)).active["B"]} == {"s"}
    archive = zipfile.ZipFile(io.BytesIO(b"".join(desk.get(f"{url}pdfs/").streaming_content)))  # type: ignore[arg-type]
    assert archive.namelist() == [f"{certificate.serial} 王秀兰.pdf"]
    assert archive.read(archive.namelist()[0]) == bytes(Certificate.objects.defer(None).get().pdf)


@pytest.mark.on_postgres
def test_the_pages_of_lists_cost_the_same_whatever_their_length(
    desk: Client, award: Award, street: Organisation, editor: User
) -> None:
    def queries(path: str) -> int:
        desk.get(LISTS + path)
        with CaptureQueriesContext(connection) as captured:
            answer = desk.get(LISTS + path)
            b"".join(answer)
        return len(captured)

    def a_list_of(number: int, key: str) -> IssueList:
        people = [a_volunteer(street, f"{key}{n}") for n in range(number)]
        entries = [an_entry(str(each), each.username, row=n) for n, each in enumerate(people, start=2)]
        issue_list = begun(entries, award, editor, key=key)
        work_off_list.func(issue_list.pk)
        return issue_list

    short = a_list_of(1, "短")
    index, chosen = queries(""), queries("new/")
    long = a_list_of(6, "长")
    for number in range(3):
        an_award(issuer=award.issuer, title=f"证明{number}")
    assert (queries(""), queries("new/")) == (index, chosen)
    for end in ("", "result/", "pdfs/"):
        assert queries(f"{short.pk}/{end}") == queries(f"{long.pk}/{end}")


@pytest.mark.on_postgres
def test_who_is_erased_leaves_no_details_in_a_list_that_waits(award: Award, editor: User, street: Organisation) -> None:
    person, other = a_volunteer(street), a_volunteer(street, "李建国")
    issue_list = begun([an_entry("王秀兰", person.username), an_entry("李建国", other.username, row=3)], award, editor)
    rows = [each | {"details": {"notes": "她的事"}} for each in issue_list.rows]
    IssueList.objects.update(rows=rows)
    erase(person=person, by=person)
    issue_list.refresh_from_db()
    assert [each["details"] for each in issue_list.rows] == [{}, {"notes": "她的事"}]
