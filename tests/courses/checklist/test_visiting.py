"""Looking at an address outside, which leads this machine nowhere it should not go."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from threading import Thread

import pytest

from college.courses.checklist import visiting
from college.courses.checklist.visiting import NotPublic, outcome_of, public_addresses

PAGES = {
    "/there": (200, ""),
    "/gone": (404, ""),
    "/members": (403, ""),
    "/broken": (500, ""),
    "/moved": (302, "/there"),
    "/inside": (302, "http://127.0.0.1/secret"),
    "/metadata": (301, "http://169.254.169.254/latest/"),
    "/file": (302, "file:///etc/passwd"),
    "/round": (302, "/round"),
}


class School(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, onward = PAGES.get(self.path, (404, ""))
        self.send_response(status)
        if onward:
            self.send_header("Location", onward)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def a_school() -> Iterator[visiting.Addresses]:
    """Tells where school.example is, and of all others what is true of them."""
    server = HTTPServer(("127.0.0.1", 0), School)
    Thread(target=server.serve_forever, daemon=True).start()

    def addresses(host: str, port: int) -> list[visiting.Place]:
        return [("127.0.0.1", server.server_port)] if host == "school.example" else public_addresses(host, port)

    try:
        yield addresses
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/there", "works"),
        ("/moved", "works"),
        ("/gone", "gone"),
        ("/members", "closed"),
        ("/broken", "silent"),
        ("/inside", "refused"),
        ("/metadata", "refused"),
        ("/file", "refused"),
        ("/round", "silent"),
        ("/报名?姓名=李", "gone"),
    ],
)
def test_an_editor_learns_what_an_address_answers(path: str, outcome: str) -> None:
    with a_school() as addresses:
        assert outcome_of(f"http://school.example{path}", addresses) == outcome


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1]/",
        "http://[2002:7f00:1::]/",
        "http://school.example@127.0.0.1/",
        "http://8.8.8.8:22/",
        "https://8.8.8.8:8443/",
        "ftp://8.8.8.8/",
        "file:///etc/passwd",
        "gopher://8.8.8.8/",
        "http://[::1",
        "http:///nowhere",
    ],
)
def test_no_address_leads_the_machine_into_its_own_network(address: str) -> None:
    assert outcome_of(address) == "refused"


def test_a_school_that_is_away_is_silent() -> None:
    assert outcome_of("http://school.example/", lambda host, port: [("127.0.0.1", 1)]) == "silent"


def test_a_name_that_is_public_and_private_at_once_is_set_up_to_deceive(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(visiting.socket, "getaddrinfo", lambda *_args, **_named: found)
    with pytest.raises(NotPublic):
        public_addresses("school.example", 80)


@pytest.mark.parametrize("place", ["8.8.8.8", "114.114.114.114", "2400:3200::1"])
def test_public_places_are_open(place: str) -> None:
    assert visiting.is_public(ip_address(place))
