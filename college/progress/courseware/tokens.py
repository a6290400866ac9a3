"""The token a lesson page reports with, as a player does (see `college.progress.tokens`)."""

from dataclasses import astuple, dataclass

from django.core.signing import BadSignature, Signer

from college.progress.courseware.errors import ReportRefused
from college.progress.tokens import CLOCK_SKEW, LIFETIME


@dataclass(frozen=True)
class ReportToken:
    enrolment_id: int
    lesson_id: int
    package_id: int
    issued: float
    """Unix seconds."""

    def sign(self) -> str:
        return _signer().sign_object(list(astuple(self)))

    def refuse_when_stale(self, *, now: float) -> None:
        if not -CLOCK_SKEW <= now - self.issued <= LIFETIME:
            raise ReportRefused("stale-token")


def read(signed: str) -> ReportToken:
    try:
        return ReportToken(*_signer().unsign_object(signed))
    except (BadSignature, ValueError, TypeError) as error:
        raise ReportRefused("bad-token") from error


def _signer() -> Signer:
    return Signer(salt="college.progress.courseware")
