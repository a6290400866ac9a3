"""The streams of typst's PDF in as few bytes as they take: deflated anew, and ink as ink.

A seal, a signature or a QR code is one colour under a mask. Typst writes that colour for every pixel, and the mask with
eight bits a pixel. Here the colour is one pixel, stretched over the place of the picture as that was; and a mask that
covers or does not, nothing between, has one bit a pixel, in the code of fax machines (ITU-T T.6) if that is shorter.

Left out of the metadata (XMP) is what neither PDF/A-2 nor PDF/UA asks for: the history of a file that has none, and the
schemas that describe it. Of a font's list of characters (CMap), what tells printers of PostScript.
"""

import io
import re
import zlib
from functools import lru_cache

from PIL import Image
from PIL.TiffImagePlugin import ROWSPERSTRIP, STRIPBYTECOUNTS, STRIPOFFSETS, TiffImageFile

STREAM = re.compile(rb"<<\s*/Length \d+(.*?)\s*>>\s*stream\n(.*)\nendstream", re.DOTALL)
FLATE = b"/Filter/FlateDecode"
PICTURE = re.compile(rb"/Type/XObject/Subtype/Image/Width (\d+)/Height (\d+)(/ColorSpace.+/BitsPerComponent )8(.*)")
IN_COLOUR = b"/Subtype/Image/Width 1/Height 1%b8%b"
OF_BITS = b"/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1"
FAX = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d/BlackIs1 true>>"
UNASKED = re.compile(
    rb"<(xmpMM:(?:History|InstanceID|DocumentID|RenditionClass)|xmpTPg:NPages|pdf:PDFVersion)>.*?</\1>"
    rb'|<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>(?!PDF/UA).*?</pdfaSchema:property></rdf:li>'
    rb'|xmlns:(?:stEvt|xmpMM|xmpTPg|pdf)="[^"]*"'
)
COMMENT = re.compile(rb"^%.*\n?", re.MULTILINE)
CHARACTERS = re.compile(rb"\d+ beginbfchar\n(.+?)endbfchar\n", re.DOTALL)


def stream(said: bytes, content: bytes) -> bytes:
    """The object of a stream whose dictionary says this."""
    return _coded(said + FLATE, zlib.compress(content, 9))


def shortened(body: bytes) -> bytes:
    """The same stream as an object of fewer bytes; a photograph as it is."""
    said, content = STREAM.fullmatch(body).groups()  # type: ignore[union-attr]
    if FLATE in said:
        said, content = said.replace(FLATE, b"", 1), zlib.decompress(content)
    elif b"/Filter" in said:
        return body
    if picture := PICTURE.fullmatch(said):
        return _ink(picture, content)
    if b"/Type/Metadata" in said:
        content = UNASKED.sub(b"", content)
    if b"/Type/CMap" in said:
        content = CHARACTERS.sub(_one_after_another, COMMENT.sub(b"", content))
    return stream(said, content)


def _one_after_another(listed: re.Match[bytes]) -> bytes:
    """Characters of glyphs whose numbers follow one another, without those numbers."""
    pairs = [line.split() for line in listed[1].splitlines()]
    first, last = pairs[0][0], pairs[-1][0]
    if int(last[1:-1], 16) - int(first[1:-1], 16) != len(pairs) - 1 or first[:3] != last[:3]:
        return listed[0]
    return b"1 beginbfrange\n%b%b[%b]\nendbfrange\n" % (first, last, b"".join(character for _, character in pairs))


def _ink(picture: re.Match[bytes], pixels: bytes) -> bytes:
    width, height, look, more = int(picture[1]), int(picture[2]), picture[3], picture[4]
    colour = pixels[: len(pixels) // (width * height)]
    if pixels == colour * (width * height):
        return _coded(IN_COLOUR % (look, more), colour)
    if b"/DeviceGray" in look and not more and pixels.count(0) + pixels.count(255) == len(pixels):
        return _bits(width, height, pixels)
    return stream(picture[0], pixels)


@lru_cache(maxsize=16)
def _bits(width: int, height: int, pixels: bytes) -> bytes:
    """Kept for the next certificate, which is sealed and signed alike."""
    mask = Image.frombytes("L", (width, height), pixels).convert("1", dither=Image.Dither.NONE)
    said = OF_BITS % mask.size
    return min(_coded(said + FAX % mask.size, _faxed(mask)), stream(said, mask.tobytes()), key=len)


def _faxed(mask: Image.Image) -> bytes:
    """In one strip, as TIFF keeps it."""
    file = io.BytesIO()
    mask.save(file, "TIFF", compression="group4", tiffinfo={ROWSPERSTRIP: mask.height})
    file.seek(0)
    with TiffImageFile(file) as kept:
        (start,), (length,) = (kept.tag_v2[tag] for tag in (STRIPOFFSETS, STRIPBYTECOUNTS))
    return file.getvalue()[start : start + length]


def _coded(said: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (said, len(content), content)
