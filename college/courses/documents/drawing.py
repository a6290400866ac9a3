"""The pages of a PDF that somebody sent, drawn. Run as a program of its own, which may not take more than it is given:
what draws is C++, and the file a stranger's.

Its arguments are the shape that pages must have (width by height) and how many there may be, in one count or several;
the file comes on standard input. It answers with a line of JSON, {"pages": [bytes of each picture]} or {"refused": why,
"pages": how many there are}, and after it the pictures, each a JPEG. It imports nothing of the project, so that it is
at hand in a moment.
"""

import io
import json
import os
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

SECONDS = 30
"""Of one core. A hundred pages full of photos take six."""
MEMORY = 1024**3
MOST_BYTES_DRAWN = 256 * 1024**2
MOST_PAGES = 100
LONG_SIDE = 1600
"""Pixels."""
LONGEST_POINTS = 14_400
"""What the PDF standard allows a side; a slide has about 960."""
OTHER_SHAPE = 0.03
"""Of 16:9, 4:3 and A4 none is that close to another. Office programs are exact to a thousandth."""
QUALITY = 95
"""They are drawn anew once more, smaller."""
PASSWORD = 4


class Refused(Exception):
    """By its reason, and with how many pages there are."""


def draw(content: bytes, shape: float, counts: set[int]) -> list[bytes]:
    # Here, so that no process but this one ever loads the library. Forms and their scripts are never started.
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        raise Refused("locked" if error.err_code == PASSWORD else "unreadable", 0) from error
    count = len(document)
    if count > MOST_PAGES:
        raise Refused("too-many", count)
    if not all(_has_shape(document.get_page_size(number), shape) for number in range(count)):
        raise Refused("other-shape", count)
    if count not in counts:
        raise Refused("other-count", count)
    return [_drawn(document, number) for number in range(count)]


def _has_shape(size: tuple[float, float], shape: float) -> bool:
    width, height = size
    return min(size) > 0 and max(size) <= LONGEST_POINTS and abs(width / height / shape - 1) < OTHER_SHAPE


def _drawn(document: "PdfDocument", number: int) -> bytes:
    page = document[number]
    scale = (LONG_SIDE - 0.5) / max(page.get_size())  # it rounds up
    bitmap = page.render(scale=scale, draw_annots=False)
    out = io.BytesIO()
    bitmap.to_pil().save(out, "JPEG", quality=QUALITY, subsampling=0)
    bitmap.close()
    page.close()
    return out.getvalue()


def main() -> None:
    limits = {
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: MOST_BYTES_DRAWN,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))
    os.nice(10)
    shape, *counts = sys.argv[1:]
    try:
        pages = draw(sys.stdin.buffer.read(), float(shape), set(map(int, counts)))
    except Refused as refused:
        why, count = refused.args
        sys.stdout.write(json.dumps({"refused": why, "pages": count}))
        return
    sys.stdout.buffer.write(json.dumps({"pages": list(map(len, pages))}).encode() + b"\n")
    sys.stdout.buffer.writelines(pages)


if __name__ == "__main__":
    main()
