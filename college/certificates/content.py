from calendar import monthrange
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import override

from college.people.models import StaffKind

if TYPE_CHECKING:
    from college.certificates.models import Award, Serving, Signatory
    from college.people.models import User
    from college.progress.models import Enrolment

DIGITS = "〇一二三四五六七八九"
CONTROLS = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160)])
TURNS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Who signs, and the SHA-256 of the `Artwork` of their signature; empty where there is none."""

    name: str
    post: str = ""
    signature: str = ""
    name_en: str = ""
    post_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a list or a form says of one certificate, where no course says it. Empty is not said."""

    hours: str = ""
    learned_from: date | None = None
    learned_until: date | None = None
    service: str = ""
    """What was done or learned: 服务内容."""
    identity: str = ""
    """Kind and number of a paper, the number masked before it is kept: 身份证 340***********1234."""
    volunteer_number: str = ""
    holder_en: str = ""
    """The name in Latin letters, for English certificates."""
    notes: str = ""

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in _plain(asdict(self)).items() if value}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Details":
        return cls(**_with_dates(kept, ("learned_from", "learned_until")))


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that is printed on a certificate, in the words of the day it was issued. Dates are local."""

    title: str
    holder: str
    kinds: list[str]
    courses: list[str]
    hours: str
    outcomes: list[str]
    learned_from: date | None
    learned_until: date | None
    issuer: str
    signatory: str
    """The head of the issuer: 负责人."""
    contact: str
    issued_on: date
    title_en: str = ""
    holder_en: str = ""
    issuer_en: str = ""
    handler: str = ""
    valid_until: date | None = None
    organisation: str = ""
    """Where the holder serves."""
    identity: str = ""
    volunteer_number: str = ""
    service: str = ""
    notes: str = ""
    signed: list[Signed] = field(default_factory=list)
    seal: str = ""
    """SHA-256 of the `Artwork`; empty where the issuer has none, and a drawn one is printed."""

    @classmethod
    def of(
        cls,
        said: dict[str, Any],
        person: "User",
        serving: "Serving",
        details: Details,
        enrolments: Sequence["Enrolment"],
    ) -> "Content":
        """What is certified of a person: `said` by the rule, see `said_by`.

        What `details` do not say is taken from the completed `enrolments`.
        """
        return cls(
            **said,
            holder=printable(str(person)),
            holder_en=printable(details.holder_en),
            kinds=labels_of(serving.kinds),
            organisation=serving.place,
            courses=[enrolment.course_title for enrolment in enrolments],
            hours=details.hours or plain(sum((enrolment.hours or Decimal(0) for enrolment in enrolments), Decimal(0))),
            outcomes=[str(block.value) for enrolment in enrolments for block in enrolment.course.outcomes],
            learned_from=details.learned_from or min((local_date(row.enrolled_at) for row in enrolments), default=None),
            learned_until=details.learned_until
            or max((local_date(row.completed_at) for row in enrolments), default=None),
            service=details.service,
            identity=details.identity,
            volunteer_number=details.volunteer_number,
            notes=details.notes,
        )

    @property
    def course(self) -> str:
        """To stand between 《 and 》; empty where it is for no course."""
        return "》《".join(self.courses)

    def as_json(self) -> dict[str, Any]:
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Content":
        """Those issued before a certificate could be for several courses say `course`."""
        said = _with_dates(kept, ("learned_from", "learned_until", "issued_on", "valid_until"))
        course = said.pop("course", None)
        said["signed"] = [Signed(**row) for row in said.get("signed", [])]
        return cls(**({"courses": [course]} if course else {}) | said)


def said_by(award: "Award", issued_on: date) -> dict[str, Any]:
    """What the rule and its issuer say on every certificate of that day, whoever holds it."""
    issuer = award.issuer
    return {
        "title": award.title,
        "title_en": award.title_en,
        "issuer": issuer.organisation.name,
        "issuer_en": issuer.name_en,
        "signatory": issuer.signatory,
        "handler": issuer.handler,
        "contact": issuer.contact,
        "signed": [signed_by(signatory) for signatory in award.signatories.select_related("signature")],
        "seal": issuer.seal.sha256 if issuer.seal else "",
        "issued_on": issued_on,
        "valid_until": months_after(issued_on, award.valid_months) if award.valid_months else None,
    }


def labels_of(kinds: list[str]) -> list[str]:
    """In Chinese, of `StaffKind` values."""
    with override("zh-hans"):
        return [str(StaffKind(kind).label) for kind in kinds]


def signed_by(signatory: "Signatory") -> Signed:
    signature = signatory.signature.sha256 if signatory.signature else ""
    return Signed(
        name=signatory.name,
        post=signatory.post,
        signature=signature,
        name_en=signatory.name_en,
        post_en=signatory.post_en,
    )


def months_after(day: date, months: int) -> date:
    """The last day of so many months: from the 24th until the 23rd; where a month has no such day, until its end.

    A year from 29 February is until 28 February, a month from 31 January too.
    """
    years, month = divmod(day.month - 1 + months, 12)
    last = date(day.year + years, month + 1, monthrange(day.year + years, month + 1)[1])
    return last.replace(day=day.day) - timedelta(days=1) if day.day <= last.day else last


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}


def _with_dates(kept: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return kept | {name: date.fromisoformat(kept[name]) for name in names if kept.get(name)}


def printable(name: str) -> str:
    """The name as typed, without line breaks, control characters and marks that turn the direction of writing."""
    return " ".join(name.translate(CONTROLS | TURNS).split())


def plain(hours: Decimal | None) -> str:
    """2.0 → 2, 2.5 → 2.5; nothing for none."""
    return f"{hours.normalize():f}" if hours else ""


def local_date(moment: datetime | None) -> date:
    return timezone.localtime(moment).date()


def chinese_date(day: date) -> str:
    """二〇二六年十一月二十三日."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"


def _numeral(number: int) -> str:
    """1–31 in Chinese."""
    tens, ones = divmod(number, 10)
    leading = {0: "", 1: "十"}.get(tens, f"{DIGITS[tens]}十")
    return leading + (DIGITS[ones] if ones else "")
