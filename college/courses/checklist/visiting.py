"""Looks whether an address outside answers, without being led to where only this machine can go.

What editors write decides where this machine connects to, so: http and https on their usual ports, public addresses
only, of every host that a redirection leads to, connected to by the very address that was found public; a few
redirections, a few seconds, and nothing of the page is kept.
"""

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from django.utils import timezone

from college.courses.models import AddressVisit
from media.models import Lease

SECONDS = 10
"""For one answer, whatever the other side does."""
MOST_STEPS = 5
PORTS = {"http": 80, "https": 443}
GONE = {404, 410}
FIRST_CLASS = ip_network("2000::/3")
"""What of IPv6 is given out for the public; tunnels into IPv4, which lie in it, are left out."""
TUNNELS = (ip_network("2001::/32"), ip_network("2002::/16"))
NAME = "Mozilla/5.0 (compatible; MingliangLinkCheck/1.0)"

Place = tuple[str, int]
Addresses = Callable[[str, int], list[Place]]
Outcome = AddressVisit.Outcome


class NotPublic(Exception):
    """The address leads, or might lead, to where the public cannot go."""


def look_at(row: AddressVisit, lease: Lease) -> None:
    lease.finish(AddressVisit.State.DONE, outcome=outcome_of(row.address), looked_at=timezone.now())


def outcome_of(address: str, addresses: "Addresses | None" = None) -> str:
    """`addresses` tells where a host and port are; NotPublic for where nobody should be led."""
    found = addresses or public_addresses
    try:
        for _step in range(MOST_STEPS):
            status, onward = _answer(address, found)
            if not onward:
                return _meaning(status)
            address = urljoin(address, onward)
    except (NotPublic, ValueError):
        return Outcome.REFUSED
    except (OSError, http.client.HTTPException):
        return Outcome.SILENT
    return Outcome.SILENT


def public_addresses(host: str, port: int) -> list[Place]:
    """All of them are public, or NotPublic: a name with both kinds is set up to deceive."""
    if port not in PORTS.values():
        raise NotPublic(port)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    places = list(dict.fromkeys((str(entry[4][0]), port) for entry in found))
    for place, _port in places:
        if not is_public(ip_address(place.split("%")[0])):
            raise NotPublic(place)
    return places


def is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and (
        address not in FIRST_CLASS or any(address in tunnel for tunnel in TUNNELS)
    ):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _answer(address: str, addresses: Addresses) -> tuple[int, str]:
    """The status, and where it leads on."""
    parts = urlsplit(address.strip())
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise NotPublic(scheme)
    host = parts.hostname.encode("idna").decode()
    port = parts.port or PORTS[scheme]
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    connection.sock = _connected(addresses(host, port), host if scheme == "https" else "")
    cut = Timer(SECONDS, _cut_off, [connection.sock])
    cut.start()
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            f"?{quote(parts.query, safe=_QUERY)}" if parts.query else ""
        )
        connection.request("GET", path, headers={"User-Agent": NAME, "Accept": "*/*", "Connection": "close"})
        answer = connection.getresponse()
        onward = answer.getheader("Location") or "" if answer.status in (301, 302, 303, 307, 308) else ""
        return answer.status, onward
    finally:
        cut.cancel()
        connection.close()


_QUERY = "/%:@!$&'()*+,;=?~-._"


def _connected(places: list[Place], name: str) -> socket.socket:
    """To the first place that takes it; `name` for one whose certificate is asked for."""
    last: OSError = OSError("no address")
    for place in places[:2]:
        try:
            plain = socket.create_connection(place, timeout=SECONDS)
        except OSError as error:
            last = error
            continue
        if not name:
            return plain
        cut = Timer(SECONDS, _cut_off, [plain])
        cut.start()
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=name)
        except OSError:
            plain.close()
            raise
        finally:
            cut.cancel()
    raise last


def _cut_off(connection: socket.socket) -> None:
    """One side that sends a letter now and then never runs into a time limit for each."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _meaning(status: int) -> str:
    """Who wants a name first, or no programs at all, may well show the page to a person."""
    if status < 400:
        return Outcome.WORKS
    if status in GONE:
        return Outcome.GONE
    return Outcome.CLOSED if status < 500 else Outcome.SILENT
