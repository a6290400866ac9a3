from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import override

from college.people.models import StaffKind

if TYPE_CHECKING:
    from college.certificates.models import Award
    from college.progress.models import Enrolment

DIGITS = "〇一二三四五六七八九"
CONTROLS = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160)])
TURNS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that is printed on a certificate, in the words of the day it was issued. Dates are local."""

    title: str
    holder: str
    kinds: list[str]
    course: str
    hours: str
    outcomes: list[str]
    learned_from: date
    learned_until: date
    issuer: str
    signatory: str
    contact: str
    issued_on: date

    @classmethod
    def of(cls, award: "Award", enrolment: "Enrolment", kinds: list[str], at: datetime) -> "Content":
        """What `award` certifies of a completed enrolment, at this time. `kinds` are `StaffKind` values."""
        with override("zh-hans"):
            labels = [str(StaffKind(kind).label) for kind in kinds]
        return cls(
            title=award.title,
            holder=printable(str(enrolment.learner)),
            kinds=labels,
            course=enrolment.course_title,
            hours=plain(enrolment.hours),
            outcomes=[str(block.value) for block in enrolment.course.outcomes],
            learned_from=local_date(enrolment.enrolled_at),
            learned_until=local_date(enrolment.completed_at),
            issuer=award.issuer.organisation.name,
            signatory=award.issuer.signatory,
            contact=award.issuer.contact,
            issued_on=local_date(at),
        )

    def as_json(self) -> dict[str, Any]:
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Content":
        dates = {field.name: date.fromisoformat(kept[field.name]) for field in fields(cls) if field.type is date}
        return cls(**kept | dates)


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
