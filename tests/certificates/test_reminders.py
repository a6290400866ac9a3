from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from college.certificates import reminders, succession
from college.certificates.models import Award, Certificate
from tests.factories import UserFactory

Give = Callable[..., Certificate]


@pytest.fixture
def ending(give: Give) -> Callable[[int], Certificate]:
    """王秀兰's certificate with so many days left; she has an address for e-mail."""

    def until(days: int) -> Certificate:
        certificate = give("王秀兰")
        Award.objects.update(valid_months=12)
        day = timezone.localdate() + timedelta(days=days)
        Certificate.objects.filter(pk=certificate.pk).update(valid_until=day)
        certificate.holder.email = "xiulan@example.org"
        certificate.holder.save()
        return Certificate.objects.get(pk=certificate.pk)

    return until


def test_a_holder_is_written_to_once(ending: Callable[[int], Certificate]) -> None:
    certificate = ending(60)

    assert [reminders.remind(), reminders.remind()] == [1, 0]

    [message] = mail.outbox
    assert message.to == ["xiulan@example.org"]
    assert "快到期了" in message.subject
    for words in ("王秀兰", certificate.serial, "明亮社区学院", "/my/certificates/"):
        assert words in message.body
    certificate.refresh_from_db()
    assert certificate.reminded_at


@pytest.mark.parametrize("days", [61, -1])
def test_nobody_is_written_to_before_the_day_or_when_it_is_over(
    ending: Callable[[int], Certificate], days: int
) -> None:
    ending(days)

    assert reminders.remind() == 0
    assert mail.outbox == []


def test_who_has_no_address_finds_it_on_their_page(client: Client, ending: Callable[[int], Certificate]) -> None:
    certificate = ending(30)
    certificate.holder.email = ""
    certificate.holder.save()

    assert reminders.remind() == 1

    assert mail.outbox == []
    client.force_login(certificate.holder)
    today, wallet = (client.get(address).content.decode() for address in ("/my/", "/my/certificates/"))
    assert f"/my/certificates/#{certificate.serial}" in today
    for page in (today, wallet):
        assert "还有 30 天到期" in page


def test_where_nothing_runs_out_it_is_looked_at_once_a_day(
    ending: Callable[[int], Certificate], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    holder = ending(200).holder
    for queries in (1, 0):
        with django_assert_num_queries(queries):
            assert reminders.due(holder) == []
    last_days = ending(30).holder
    for _visit in range(2):
        assert len(reminders.due(last_days)) == 1


def test_what_was_renewed_revoked_or_corrected_is_not_reminded_of(ending: Callable[[int], Certificate]) -> None:
    succession.renew(certificate=ending(30), by=UserFactory())
    succession.revoke(certificate=ending(30), by=UserFactory(), reason="冒名学习")
    reminded = ending(30)
    assert reminders.remind() == 1
    succession.correct(certificate=reminded, by=UserFactory(), reason="错了", holder="王秀蓝")

    assert reminders.remind() == 0
    assert len(mail.outbox) == 1


def test_while_no_mail_can_be_sent_nobody_is_forgotten(
    ending: Callable[[int], Certificate], settings: Settings
) -> None:
    certificate = ending(30)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(OSError, match=r"."):
        reminders.remind()
    certificate.refresh_from_db()
    assert certificate.reminded_at is None


def test_every_worker_reminds(settings: Settings) -> None:
    assert "college.certificates.reminders.remind" in settings.WORKER_SWEEPS
