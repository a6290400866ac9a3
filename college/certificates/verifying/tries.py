"""How often somebody may be wrong about whose a certificate is. The code in the QR is never counted."""

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

# A few surnames are most people's: a certificate is asked for its own five times, whoever asks.
WRONG_AN_HOUR = 5
WRONG_AN_HOUR_BY_ADDRESS = 30
READ_A_MINUTE = 10
LIMITS = {
    "whose": f"{WRONG_AN_HOUR_BY_ADDRESS}/h/ip,{WRONG_AN_HOUR}/h/key",
    "read": f"{READ_A_MINUTE}/m/ip",
}


def take(request: HttpRequest, serial: str) -> RateLimitUsage | None:
    """One try, counted before it is looked at, so that many at once are no more. A right surname gives it back."""
    return ratelimit.consume(request, app="certificates", action="whose", config=LIMITS, key=serial)


def read_one(request: HttpRequest) -> bool:
    """Whether one more file may be read for this address: each costs a process of its own."""
    return ratelimit.consume(request, app="certificates", action="read", config=LIMITS) is not None
