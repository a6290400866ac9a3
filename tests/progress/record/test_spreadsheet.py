import io
from datetime import date, datetime

import openpyxl
import pytest
from django.test import Client

from college.people.models import User
from tests.progress.record.cast import a_course_taken, a_day, a_full_year, hours_credited

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
ADDRESS = "/my/record.xlsx"


def book(client: Client, period: str) -> openpyxl.Workbook:
    response = client.get(ADDRESS, {"period": period})
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.content))


def test_a_learner_takes_the_year_away_with_a_sheet_for_each_part(client: Client, learner: User) -> None:
    a_full_year(learner, 2025)
    found = book(client, "2025")
    assert found.sheetnames == ["课程", "课堂到课", "学时", "测验", "证书"]
    heading, row = found["课程"].values
    assert heading == ("课程", "报名", "学完", "课程学时", "学完所依规则")
    assert row == ("2025 年第 0 门", datetime(2025, 6, 15), datetime(2025, 7, 15), 2.5, "学完全部 3 课（第 2 版）")
    assert list(found["学时"].values)[1][2] == 1.5
    assert len(list(found["证书"].values)) == 1


def test_a_title_that_looks_like_a_formula_stays_a_text(client: Client, learner: User) -> None:
    hours_credited(a_course_taken(learner, "=1+1", a_day(2025)), "=HYPERLINK(1)", "1", date(2025, 1, 1))
    found = book(client, "2025")
    assert found["课程"]["A2"].data_type == "s"
    assert found["学时"]["A2"].data_type == "s"


@pytest.mark.parametrize("period", ["", "2023", "99999", "x"])
def test_a_period_that_is_not_offered_is_not_found(client: Client, learner: User, period: str) -> None:
    assert client.get(ADDRESS, {"period": period}).status_code == 404


def test_a_stranger_is_asked_to_sign_in_first(client: Client) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/accounts/login/")
