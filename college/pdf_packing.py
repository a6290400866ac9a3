"""A PDF of typst's in fewer bytes: the same objects, those that are no streams packed together, all deflated.

Typst writes a tagged page as a hundred small objects in plain text, and its metadata (XMP) as plain text too. Object
and cross-reference streams (ISO 32000-1, 7.5.7 and 7.5.8) are part of PDF 1.7 and so of PDF/A-2. That metadata may not
be compressed is a rule of PDF/A-1 (ISO 19005-1, 6.7.2) that PDF/A-2 does not have (ISO 19005-2, 6.6.2.1).
"""

import re
from itertools import accumulate, pairwise

from college.pdf_streams import shortened, stream

WIDTHS = (1, 3, 2)
"""Bytes of each column of the cross-reference: its kind, an offset or an object's number, a place."""
FREE = (0, 0, 65535)


def packed(pdf: bytes) -> bytes:
    """The same document. The same file gives the same file."""
    trailer, objects = _read(pdf)
    written = bytearray(pdf[: pdf.index(b"1 0 obj")])
    places = {0: FREE}
    for number, body in objects.items():
        if _is_stream(body):
            places[number] = (1, len(written), 0)
            written += _object(number, shortened(body))
    small = {number: body for number, body in objects.items() if not _is_stream(body)}
    pack, index = max(objects) + 1, max(objects) + 2
    places |= {number: (2, pack, place) for place, number in enumerate(small)}
    places[pack] = (1, len(written), 0)
    written += _object(pack, _pack(small))
    places[index] = (1, len(written), 0)
    end = b"startxref\n%d\n%%%%EOF" % len(written)
    return bytes(written + _object(index, _index(places, trailer)) + end)


def _read(pdf: bytes) -> tuple[bytes, dict[int, bytes]]:
    """What the trailer says, and the objects by number. Found by their offsets, for a text may hold any word."""
    table = int(pdf[pdf.rindex(b"startxref") + len(b"startxref") :].split()[0])
    head, rest = pdf[table:].split(b"trailer", 1)
    entries = enumerate(head.splitlines()[2:])
    offsets = {number: int(entry[:10]) for number, entry in entries if entry.split()[2] == b"n"}
    ends = dict(pairwise([*sorted(offsets.values()), table]))
    said = rest[: rest.rindex(b"startxref")].strip()[2:-2]
    return said, {number: _body(pdf[start : ends[start]]) for number, start in offsets.items()}


def _body(written: bytes) -> bytes:
    return written.split(b"obj", 1)[1].rstrip().removesuffix(b"endobj").strip()


def _is_stream(body: bytes) -> bool:
    return body.endswith(b"endstream")


def _pack(objects: dict[int, bytes]) -> bytes:
    starts = accumulate((len(body) + 1 for body in objects.values()), initial=0)
    head = b" ".join(b"%d %d" % (number, start) for number, start in zip(objects, starts, strict=False)) + b"\n"
    said = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
    return stream(said, head + b"\n".join(objects.values()))


def _index(places: dict[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    """Each row as its difference from the one before it: PNG's predictor "up"."""
    size = max(places) + 1
    rows = [_row(places.get(number, FREE)) for number in range(size)]
    table = b"".join(b"\2" + _less(row, before) for before, row in pairwise([bytes(len(rows[0])), *rows]))
    said = b"/Type/XRef/W[%d %d %d]/DecodeParms<</Predictor 12/Columns %d>>" % (*WIDTHS, len(rows[0]))
    return stream(said + re.sub(rb"/Size \d+", b"/Size %d" % size, trailer, count=1), table)


def _row(place: tuple[int, int, int]) -> bytes:
    return b"".join(cell.to_bytes(width) for cell, width in zip(place, WIDTHS, strict=True))


def _less(row: bytes, before: bytes) -> bytes:
    return bytes((here - above) % 256 for here, above in zip(row, before, strict=True))


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)
