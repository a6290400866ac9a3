from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from college.certificates import actions
from college.certificates.models import Award, Certificate
from tests.certificates.cast import volunteer


@pytest.mark.parametrize(
    ("at", "year"),
    [(datetime(2029, 12, 31, 15, 59, 59, tzinfo=UTC), 2029), (datetime(2029, 12, 31, 16, tzinfo=UTC), 2030)],
)
def test_a_new_year_of_numbers_begins_at_midnight_in_china(
    award: Award, give: Callable[..., Certificate], at: datetime, year: int
) -> None:
    content = give().printed

    numbered = Certificate(award=award, holder=volunteer())
    actions.record(award, [(numbered, content)], at)

    assert numbered.serial.startswith(f"HFML-{year}-000001-")
