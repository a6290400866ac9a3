from collections.abc import Callable

from college.certificates import succession
from college.certificates.models import Certificate
from college.certificates.xapi import ISSUED
from tests.factories import UserFactory


def test_what_corrects_another_was_not_earned_once_more(give: Callable[..., Certificate]) -> None:
    first = give("王秀兰")
    succession.correct(certificate=first, by=UserFactory(), reason="名字写错了", holder="王秀蓝")

    assert list(ISSUED.all()) == [first]
