import json
from collections.abc import Callable

import pytest
from django.test import Client
from openbadgeslib.ob3 import decode_encoded_list, set_indices

from college.certificates import succession
from college.certificates.models import Certificate
from college.certificates.serials import compose
from college.people.privacy.erasure import erase
from tests.factories import UserFactory

Give = Callable[..., Certificate]
FILES = pytest.mark.parametrize("ending", [".json", ".jwt", "/badge.png", "/badge.svg"])


@FILES
def test_without_the_code_nobody_learns_whether_a_number_was_given(client: Client, give: Give, ending: str) -> None:
    given, never = give().serial, compose("HFML", 2026, 999)

    answers = [
        client.get(f"/verify/{serial}{ending}", query, secure=True)
        for serial in (given, never)
        for query in ({}, {"code": "wrong"}, {"code": "é"})
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert all(answer["X-Robots-Tag"] == "noindex" and "no-store" in answer["Cache-Control"] for answer in answers)


@FILES
def test_the_badge_of_an_erased_holder_is_gone_and_its_revocation_is_still_said(
    client: Client, give: Give, ending: str
) -> None:
    certificate = give()
    succession.revoke(certificate=certificate, by=UserFactory(), reason="冒名学习")
    erase(person=certificate.holder, by=certificate.holder)

    assert (
        client.get(f"/verify/{certificate.serial}{ending}", {"code": certificate.code}, secure=True).status_code == 404
    )
    year = certificate.serial.split("-")[1]
    said = json.loads(client.get(f"/status/HFML/{year}/1", headers={"accept": "*/*"}, secure=True).content)
    assert set_indices(decode_encoded_list(said["credentialSubject"]["encodedList"])) == {0}


def test_a_withdrawn_certificate_is_drawn_as_a_badge_no_more_and_its_credential_stays(
    client: Client, give: Give
) -> None:
    certificate = succession.revoke(certificate=give(), by=UserFactory(), reason="冒名学习")

    statuses = {
        ending: client.get(f"/verify/{certificate.serial}{ending}", {"code": certificate.code}, secure=True).status_code
        for ending in (".json", ".jwt", "/badge.png", "/badge.svg")
    }

    assert statuses == {".json": 200, ".jwt": 200, "/badge.png": 404, "/badge.svg": 404}


def test_a_machine_reads_who_the_issuer_is(client: Client, give: Give) -> None:
    give()

    profile = client.get("/issuers/HFML/", secure=True)

    assert profile["Content-Type"] == "application/ld+json"
    assert profile["Access-Control-Allow-Origin"] == "*"
    said = json.loads(profile.content)
    assert said["type"] == ["Profile"]
    assert said["name"] == "明亮社区学院"
    assert said["id"] == json.loads(client.get("/issuers/HFML/did.json", secure=True).content)["id"]
    assert client.get("/issuers/NOBODY/", secure=True).status_code == 404
