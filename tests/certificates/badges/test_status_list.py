import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from openbadgeslib.ob3 import decode_encoded_list, set_indices
from pytest_django import DjangoAssertNumQueries, Settings

from college.certificates import succession
from college.certificates.badges.places import SIZE, place_of
from college.certificates.badges.status_list import encoded
from college.certificates.models import Certificate, SerialCounter
from college.certificates.serials import compose
from tests.factories import UserFactory

Give = Callable[..., Certificate]
YEAR = timezone.localdate().year
LIST = f"/status/HFML/{YEAR}/1"


def test_a_list_says_what_it_is(client: Client, give: Give) -> None:
    succession.revoke(certificate=give(), by=UserFactory(), reason="冒名学习")
    give("李建国")

    said = json.loads(client.get(LIST, headers={"accept": "*/*"}, secure=True).content)

    subject = said["credentialSubject"]
    assert said["@context"] == ["https://www.w3.org/ns/credentials/v2"]
    assert said["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert said["id"] == f"https://college.example:8443{LIST}"
    assert said["issuer"] == "did:web:college.example%3A8443:issuers:HFML"
    assert datetime.fromisoformat(said["validFrom"]) <= timezone.now() < datetime.fromisoformat(said["validUntil"])
    assert (subject["type"], subject["statusPurpose"], subject["ttl"]) == ("BitstringStatusList", "revocation", 300_000)
    assert subject["encodedList"].startswith("u")
    bits = decode_encoded_list(subject["encodedList"])
    assert len(bits) == 16 * 1024
    assert set_indices(bits) == {0}


@pytest.mark.parametrize("indexes", [[], [0], [7, 8], [SIZE - 1], [0, 1, 4095, 131_071]])
def test_bits_are_read_as_they_were_written(indexes: list[int]) -> None:
    assert set_indices(decode_encoded_list(encoded(indexes))) == set(indexes)


def test_a_list_that_is_full_is_followed_by_another(client: Client, give: Give) -> None:
    give()
    assert client.get(f"/status/HFML/{YEAR}/2", secure=True).status_code == 404
    SerialCounter.objects.update(last=SIZE)

    serial = give().serial

    assert (place_of(serial).number, place_of(serial).index) == (2, 0)
    assert place_of(compose("HFML", YEAR, SIZE)).index == SIZE - 1
    assert client.get(f"/status/HFML/{YEAR}/2", secure=True).status_code == 200


def test_an_empty_list_is_no_list(client: Client, give: Give) -> None:
    give()
    for path in (f"/status/HFML/{YEAR - 1}/1", f"/status/OTHER/{YEAR}/1"):
        assert client.get(path, secure=True).status_code == 404


def test_who_asks_for_a_token_is_given_one_and_who_asks_for_anything_is_given_json(client: Client, give: Give) -> None:
    give()
    for accepted, given in (
        ("application/vc+jwt", "application/vc+jwt"),
        ("application/vc", "application/vc"),
        ("*/*", "application/vc"),
        ("text/html", "application/vc"),
    ):
        answer = client.get(LIST, headers={"accept": accepted}, secure=True)
        assert answer["Content-Type"] == given
        assert "Accept" in answer["Vary"]
    assert client.get(LIST, secure=True)["Content-Type"] == "application/vc+jwt"


def test_a_reader_who_has_the_list_is_not_sent_it_again_until_something_was_revoked(client: Client, give: Give) -> None:
    certificate = give()
    first = client.get(LIST, secure=True)
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Access-Control-Allow-Origin"] == "*"

    assert client.get(LIST, headers={"if-none-match": first["ETag"]}, secure=True).status_code == 304
    succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")
    assert client.get(LIST, headers={"if-none-match": first["ETag"]}, secure=True).status_code == 200


def test_where_the_key_is_missing_a_reader_is_asked_to_come_again(
    client: Client, give: Give, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    give()
    settings.CERTIFICATE_KEYS_DIR = tmp_path

    answer = client.get(LIST, secure=True)

    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "no-store" in answer["Cache-Control"]
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("number", [200, 20_000])
def test_a_list_costs_the_same_however_many_certificates_there_are(
    client: Client, give: Give, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = Certificate.objects.defer(None).get(pk=give().pk)
    copies = (_copy(first, running) for running in range(2, number + 1))
    Certificate.objects.bulk_create(copies, batch_size=2_000)
    SerialCounter.objects.update(last=number)
    client.get(LIST, secure=True)

    with django_assert_num_queries(3):
        client.get(LIST, secure=True)
    withdrawn = Certificate.objects.withdrawn_by("HFML", YEAR).values_list("serial", flat=True)
    if connection.vendor == "sqlite":
        assert "SCAN certificates_certificate USING INDEX certificate_withdrawn" in withdrawn.explain()


def _copy(certificate: Certificate, running: int) -> Certificate:
    """One of long ago, of which nothing is left but number and state; every twentieth was revoked."""
    return Certificate(
        serial=compose("HFML", YEAR, running),
        code=certificate.code,
        holder_id=certificate.holder_id,
        award_id=certificate.award_id,
        occasion=str(running),
        content=certificate.content,
        issued_at=certificate.issued_at,
        revoked_at=None if running % 20 else certificate.issued_at,
        pdf_sha256=certificate.pdf_sha256,
        pdf=b"",
    )
