import gzip
import json

import pytest
from django.test import Client

from college.hanzi import strokes


def test_the_strokes_of_a_character_are_handed_out_as_they_are_kept(client: Client) -> None:
    response = client.get(strokes.url("永"), headers={"accept-encoding": "gzip, br"})
    assert response.status_code == 200
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Type"] == "application/json"
    assert response.content == strokes.compressed("永")
    assert len(response.content) < 3000
    assert json.loads(gzip.decompress(response.content)) == strokes.of("永")


def test_they_may_be_kept_for_a_year_and_are_not_asked_for_again(client: Client) -> None:
    response = client.get(strokes.url("永"))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Accept-Encoding" in response["Vary"]
    assert not response.cookies


def test_a_client_that_knows_no_gzip_gets_them_plain(client: Client) -> None:
    response = client.get(strokes.url("永"), headers={"accept-encoding": "identity"})
    assert "Content-Encoding" not in response
    assert response.json() == strokes.of("永")


def test_a_page_from_before_the_data_changed_is_led_to_them(client: Client) -> None:
    old = strokes.url("永").replace(strokes.version(), "0ld")
    response = client.get(old)
    assert response.status_code == 302
    assert response["Location"] == strokes.url("永")


@pytest.mark.django_db
def test_what_has_no_strokes_is_not_found(client: Client) -> None:
    for other in ("A", "永远", "%F0%9F%98%80", "燈"):
        assert client.get(f"/hanzi/strokes/{strokes.version()}/{other}.json").status_code == 404
