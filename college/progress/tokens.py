"""The token a lesson page gives its player, which stands for session, user and enrolment when it reports.

It is signed, so nobody can make one for another person, course or length; whoever sends it adds to the learning of
the person it was shown to and to nobody else's. It carries the moment it was signed, from which time is allowed.
"""

from dataclasses import astuple, dataclass

from django.core.signing import BadSignature, Signer

from college.progress.errors import WatchRefused

LIFETIME = 30 * 24 * 60 * 60
"""Seconds: as long as one stays signed in. A device may be without a network from one weekly class to the next, or
over the holidays, and then sends what it kept. More time to save up gives a liar nothing: a week holds any course."""
CLOCK_SKEW = 60


@dataclass(frozen=True)
class WatchToken:
    enrolment_id: int
    lesson_id: int
    video_id: int
    duration: float
    """Seconds."""
    issued: float
    """Unix seconds."""

    def sign(self) -> str:
        return _signer().sign_object(list(astuple(self)))

    def refuse_when_stale(self, *, now: float) -> None:
        """WatchRefused when it is older than its lifetime."""
        if not -CLOCK_SKEW <= now - self.issued <= LIFETIME:
            raise WatchRefused("stale-token")


def read(signed: str) -> WatchToken:
    """The token, of whatever age, or WatchRefused when it is not ours."""
    try:
        return WatchToken(*_signer().unsign_object(signed))
    except (BadSignature, ValueError, TypeError) as error:
        raise WatchRefused("bad-token") from error


def _signer() -> Signer:
    return Signer(salt="college.progress.watch")
