"""The file an editor fills in."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from college.certificates.models import Award
from college.people.models import Organisation, User
from tests.certificates.lists.cast import address, misfits, send

pytestmark = pytest.mark.django_db


def test_the_template_fits_the_award_and_its_example_is_not_issued(
    desk: Client, award: Award, street: Organisation, person: User
) -> None:
    template = desk.get(f"{address(award)}template/").content
    book = load_workbook(io.BytesIO(template))
    assert book.sheetnames[0] == "名单"
    assert "填写说明" in book.sheetnames
    assert [cell.value for cell in book["名单"][1]][:3] == ["姓名", "手机号或登录名", "组织"]
    assert "英文姓名" not in [cell.value for cell in book["名单"][1]]
    offered = [rule.formula1 for rule in book["名单"].data_validations.dataValidation]
    assert len(offered) == 2
    hidden = next(sheet for sheet in book if sheet.sheet_state == "hidden")
    choices = {cell.value for column in hidden.columns for cell in column}
    assert {"身份证", "护照", street.name} <= choices
    assert book["名单"].column_dimensions["B"].number_format == "@"
    assert misfits(send(desk, award, template)) == [(2, "姓名", "这是模板里的示例，请删去这一行。")]
    row_of_person = {"A": "王秀兰", "B": "13800138000"}
    for column, value in row_of_person.items():
        book["名单"][f"{column}2"] = value
    stream = io.BytesIO()
    book.save(stream)
    assert len(send(desk, award, stream.getvalue()).context["plan"].new) == 1
