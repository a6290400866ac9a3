"""The certificate on paper: a PDF, and a picture of it for phones. Both from the content and the frozen layout.

Here everything becomes words in the language of the layout; `typst/certificate.typ` only sets them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache, partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from college import typesetting
from college.certificates.blocks import FACTORS
from college.certificates.content import Content
from college.certificates.fields import FIELDS, LOCALES, filled, words_of
from college.certificates.models import Artwork, Layout

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"
PIXELS_AN_INCH = 1500 / (297 / 25.4)
"""1,500 pixels along the longer side of a page."""
Row = dict[str, Any]


def draw(content: Content, *, layout: Layout, serial: str, verify_url: str, issued_at: datetime) -> bytes:
    """The PDF of a certificate. The same content by the same layout at the same time is the same file."""
    return to_draw(content, layout=layout, serial=serial, verify_url=verify_url, issued_at=issued_at)()


def to_draw(
    content: Content, *, layout: Layout, serial: str, verify_url: str, issued_at: datetime
) -> Callable[[], bytes]:
    """What is left to do for the PDF. It asks neither the database nor the language: any thread may do it."""
    sheet, files = _sheet(content, layout.design, serial, verify_url)
    return partial(typesetting.pdf, TEMPLATE, sheet, files, made_at=issued_at)


def picture(content: Content, *, layout: Layout, serial: str, verify_url: str, sample: str = "") -> bytes:
    """A PNG, small enough to send by phone. `sample`: a word across it that says that it is none."""
    sheet, files = _sheet(content, layout.design, serial, verify_url, sample)
    return typesetting.png(TEMPLATE, sheet, files, pixels_an_inch=PIXELS_AN_INCH)


def _sheet(
    content: Content, design: Mapping[str, Any], serial: str, verify_url: str, sample: str = ""
) -> tuple[str, dict[str, bytes]]:
    """What the template reads: the sheet as JSON; the code, and the pictures that the sheet names."""
    images: dict[str, bytes] = {}

    def named(sha256: str) -> str:
        if not sha256:
            return ""
        name = f"{sha256}.svg"
        images[name] = artwork(sha256)
        return name

    with override(LOCALES[design["language"]]):
        words = words_of(content, design["language"])
        sheet = {
            "orientation": design["orientation"],
            "language": design["language"],
            "fonts": typesetting.FAMILIES,
            "title": words["title"],
            "issuer": words["issuer"],
            "subject": words["courses"] or words["service"],
            "serial": serial,
            "verify_url": verify_url,
            "sample": sample,
            "words": _words(),
            "images": {
                name: file
                for name, file in (("background", named(design["background"])), ("seal", named(content.seal)))
                if file
            },
            "groups": _groups(_rows(content, design, words, named)),
        }
    return typesetting.written(sheet), {"qr.svg": typesetting.code_of(verify_url)} | images


def _words() -> dict[str, str]:
    return {
        "number": _("编号"),
        "scan": _("扫码查验，以查验结果为准"),
        "qr": _("二维码，查验这张证书"),
        "seal": _("印章"),
        "electronic": _("电子证书"),
        "signature": _("签名："),
    }


def _rows(content: Content, design: Mapping[str, Any], words: Mapping[str, str], named: Any) -> Iterator[Row]:
    """The rows that have something to say."""
    for kept in design["rows"]:
        row = {**kept, "factor": FACTORS[kept.get("size", "regular")]}
        match row["type"]:
            case "sentence":
                row["text"] = filled(row["text"], words)
            case "outcomes" | "notes":
                row["text"] = row["label"] + words[row["type"]] if words[row["type"]] else ""
            case "facts":
                row["columns"] = int(row["columns"])
                row["facts"] = _spread(list(_facts(row["facts"], words)), row["columns"])
            case "signatures":
                row["signed"] = [_signed(signed, design["language"], named) for signed in content.signed]
            case "closing":
                row |= _closing(row, words)
            case "check":
                row["text"] = f"{FIELDS['contact']} {words['contact']}" if words["contact"] else ""
            case "issuer" | "title" | "holder" | "kinds":
                row["text"] = words[row["type"]]
        if _is_said(row):
            yield row


def _is_said(row: Row) -> bool:
    if row["type"] in {"divider", "space", "check", "closing"}:
        return True
    return bool(row.get("text") or row.get("facts") or row.get("signed"))


def _facts(kept: Iterable[Mapping[str, Any]], words: Mapping[str, str]) -> Iterator[Row]:
    for fact in kept:
        if words[fact["field"]]:
            label = fact["label"] or str(FIELDS[fact["field"]])
            yield {"label": label, "text": words[fact["field"]], "wide": fact["wide"]}


def _spread(facts: list[Row], columns: int) -> list[Row]:
    """One that would be followed by an empty place takes the whole width: nothing may stick out of the lines."""
    taken = 0
    for fact, following in zip_longest(facts, facts[1:]):
        taken = 0 if fact["wide"] else (taken + 1) % columns
        if taken and (not following or following["wide"]):
            fact["wide"], taken = True, 0
    return facts


def _signed(signed: Any, language: str, named: Any) -> Row:
    is_english = language == "en"
    return {
        "name": (is_english and signed.name_en) or signed.name,
        "post": (is_english and signed.post_en) or signed.post,
        "image": named(signed.signature),
    }


def _closing(row: Row, words: Mapping[str, str]) -> Row:
    said = [name for name in ("head", "handler") if row[name] and words[name]]
    return {"lines": [f"{FIELDS[name]}　{words[name]}" for name in said], "date": words["issued_on"]}


def _groups(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that stand beside one another."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and row.get("beside") and groups[-1][0]["type"] != "space":
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


@lru_cache(maxsize=32)
def artwork(sha256: str) -> bytes:
    """As SVG. May be kept: it never changes."""
    found = Artwork.objects.get(sha256=sha256)
    return typesetting.as_svg(found.media_type, bytes(found.content), found.width, found.height)
