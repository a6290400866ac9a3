from ipaddress import ip_address, ip_network
from time import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_within_limit(request: HttpRequest, *, action: str, limit: int, seconds: int) -> bool:
    """Counts this request; False once its address has asked more than `limit` times in this stretch of `seconds`."""
    key = f"limit:{action}:{_address(request)}:{int(time() // seconds)}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= limit
    except ValueError:
        return True  # the stretch ended between the two lines


def _address(request: HttpRequest) -> str:
    """The visitor's address as signing in knows it (behind proxies too); of IPv6 the network of one household."""
    address = ip_address(get_adapter().get_client_ip(request))
    return str(ip_network((address, 64), strict=False) if address.version == 6 else address)
