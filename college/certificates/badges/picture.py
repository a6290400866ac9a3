"""The picture of a badge: what was earned, who gave it, when; no name, for a badge is shown to anybody."""

from hashlib import sha256
from pathlib import Path
from typing import Literal, cast

import typst
from django.core.cache import cache

from college import typesetting
from college.certificates.models import Award, Certificate

TEMPLATE = Path(__file__).parent.parent / "typst" / "badge.typ"
Form = Literal["png", "svg"]
PIXELS_AN_INCH = 600 / (100 / 25.4)
"""600 pixels a side; the page of the template has 100 mm."""
KEPT_SECONDS = 24 * 60 * 60


def of_certificate(certificate: Certificate, form: Form) -> bytes:
    content = certificate.printed
    return drawn(title=content.title, issuer=content.issuer, date=f"{content.issued_on:%Y.%m.%d}", form=form)


def of_award(award: Award) -> bytes:
    """Of what anyone may earn: without a date."""
    return drawn(title=award.title, issuer=award.issuer.organisation.name)


def drawn(*, title: str, issuer: str, date: str = "", form: Form = "png") -> bytes:
    """Square; kept for a day, for many are given for the same on the same day."""
    content = typesetting.written({"title": title, "issuer": issuer, "date": date})
    name = f"badge:{form}:{sha256(content.encode()).hexdigest()}"
    return cast(bytes, cache.get_or_set(name, lambda: _compiled(content, form), KEPT_SECONDS))


def _compiled(content: str, form: Form) -> bytes:
    return typst.compile(
        TEMPLATE,
        format=form,
        ppi=PIXELS_AN_INCH,
        font_paths=typesetting.fonts_for(content),
        ignore_system_fonts=True,
        sys_inputs={"content": content},
    )
