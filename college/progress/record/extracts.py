"""A record as it is handed out: its content frozen, a PDF, and a code under which anyone can check both."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.timezone import localdate
from django.utils.translation import override

from college.progress.models import RecordExtract
from college.progress.record.periods import Period
from college.progress.record.sections import sections_of, text_of
from college.typesetting import typeset

if TYPE_CHECKING:
    from college.people.models import User

TEMPLATE = Path(__file__).parent / "typst" / "record.typ"
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are taken for one another. Sixteen of them are 79 bits: nobody guesses a code."""


def extract(*, learner: "User", period: Period, now: datetime | None = None) -> tuple[RecordExtract, bytes]:
    """What is recorded now, and its PDF, of which the digest is kept. In Chinese, whatever the reader's language.

    Raises PermissionDenied if the learner was erased meanwhile.
    """
    now = now or timezone.now()
    code = "-".join(get_random_string(4, LETTERS) for _ in range(4))
    with override(settings.LANGUAGE_CODE):
        content = _frozen(learner, period, now)
    url = urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("progress:check_record", args=[code]))
    pdf = typeset(TEMPLATE, content | {"code": code, "url": url}, url=url, made_at=now, name=f"Record {code}")
    return _kept(learner, code=code, content=content, sha256=sha256(pdf).hexdigest()), pdf


@transaction.atomic
def _kept(learner: "User", **row: Any) -> RecordExtract:
    """Whoever erases the learner waits, and finds this row; or was first, and then it would bring the name back."""
    if get_user_model().objects.select_for_update(no_key=True).get(pk=learner.pk).erased_at:
        raise PermissionDenied("erased")
    return RecordExtract.objects.create(learner=learner, **row)


def _frozen(learner: "User", period: Period, now: datetime) -> dict[str, Any]:
    """All that is printed but the code."""
    return {
        "site": settings.SITE_NAME,
        "name": str(learner),
        "period": period.words,
        "made_on": text_of(localdate(now)),
        "sections": [section.frozen() for section in sections_of(learner, period)],
    }


def read_code(typed: str) -> str:
    """The code as it is kept, from what was typed: any case, with or without dashes and spaces."""
    letters = "".join(filter(str.isalnum, typed.upper()))
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def is_the_file(handed_out: RecordExtract, pieces: Iterable[bytes]) -> bool:
    """Whether these are, to the last byte, what was handed out."""
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest() == handed_out.sha256
