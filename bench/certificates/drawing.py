"""One page drawn so many times, as the college does by typst, or by reportlab.

python -m bench.certificates.drawing WHO NUMBER. Neither database nor signature: drawing alone. The page is A4
landscape with a frame, a seal, a QR code and the same words; reportlab draws it plainly, without the tags and the PDF/A
that it does not write.
"""

import io
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from college.certificates.content import Content, chinese_date  # noqa: E402
from college.certificates.drawing import draw  # noqa: E402
from college.certificates.models import Layout  # noqa: E402
from college.certificates.readymade import TRAINING, design  # noqa: E402

DAY = date(2026, 11, 24)
CONTENT = Content(
    title="结业证书",
    holder="王秀兰",
    kinds=["志愿者"],
    courses=["社区工作者怎样帮助居民办事"],
    hours="2",
    outcomes=["会接待、会登记、会回访"] * 4,
    learned_from=DAY,
    learned_until=DAY,
    issuer="明亮社区学院",
    signatory="周文清",
    contact="0551-12345678",
    issued_on=DAY,
)
ADDRESS = "https://college.example/verify/BENCH-2026-{number:06d}-00/?code=abcdefghijkl"
Draw = Callable[[int], bytes]


def main() -> None:
    who, number = sys.argv[1], int(sys.argv[2])
    with TemporaryDirectory() as folder:
        drawn = {"typst": _typst, "reportlab": _reportlab}[who](Path(folder))
        drawn(0)  # fonts are read
        began, used = time.perf_counter(), time.process_time()
        sizes = [len(drawn(each)) for each in range(1, number + 1)]
        wall, cpu = time.perf_counter() - began, time.process_time() - used
    print(json.dumps({"wall": wall, "cpu": cpu, "mean": sum(sizes) / len(sizes), "max": max(sizes)}))


def _typst(folder: Path) -> Draw:
    now = timezone.now()
    layout = Layout(design=design(TRAINING))

    def drawn(number: int) -> bytes:
        serial = f"BENCH-2026-{number:06d}-00"
        address = ADDRESS.format(number=number)
        return draw(CONTENT, layout=layout, serial=serial, verify_url=address, issued_at=now)

    return drawn


def _reportlab(folder: Path) -> Draw:
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.units import mm
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(TTFont("Song", _song(folder)))
    middle = 148.5 * mm

    def drawn(number: int) -> bytes:
        file = io.BytesIO()
        page = Canvas(file, pagesize=landscape(A4))
        page.setTitle(CONTENT.title)
        page.setStrokeColorRGB(0.66, 0.2, 0.12)
        for inset, width in ((8, 1.8), (10, 0.45)):
            page.setLineWidth(width)
            page.rect(inset * mm, inset * mm, (297 - 2 * inset) * mm, (210 - 2 * inset) * mm)
        page.circle(168 * mm, 42 * mm, 20 * mm)
        for size, height, words in _lines(number):
            page.setFont("Song", size)
            page.drawCentredString(middle, height * mm, words)
        code = Drawing(28 * mm, 28 * mm)
        code.add(QrCodeWidget(ADDRESS.format(number=number), barWidth=28 * mm, barHeight=28 * mm))
        code.drawOn(page, 46 * mm, 24 * mm)
        page.save()
        return file.getvalue()

    return drawn


def _lines(number: int) -> list[tuple[float, float, str]]:
    """Size in points, height in mm, words."""
    day = chinese_date(DAY)
    return [
        (15, 175, CONTENT.issuer),
        (46, 150, CONTENT.title),
        (36, 115, CONTENT.holder),
        (13, 105, CONTENT.kinds[0]),
        (18, 90, f"于{day}学完课程《{CONTENT.course}》规定的全部内容，"),
        (18, 81, f"计 {CONTENT.hours} 学时，准予结业。特发此证。"),
        (13, 72, f"学习内容：{'；'.join(CONTENT.outcomes)}。"),
        (10.5, 60, f"编号 BENCH-2026-{number:06d}-00"),
        (9, 54, f"扫码查验，以查验结果为准　联系 {CONTENT.contact}"),
        (12, 40, f"负责人　{CONTENT.signatory}"),
        (13, 32, day),
        (11, 26, "电子证书"),
    ]


def _song(folder: Path) -> str:
    """The college's font as reportlab takes it: TrueType, cut to what the page needs; made before the clock starts."""
    import pylopdf_fonts_zh_cn
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont as Font

    font: Any = Font(Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSerifSC-Regular.otf"))
    subsetter = Subsetter(Options(layout_features=[]))
    subsetter.populate(text="".join(words for _size, _height, words in _lines(123456789)) + "0123456789-")
    subsetter.subset(font)
    outlines, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    built = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    built.setupGlyphOrder(font.getGlyphOrder())
    built.setupCharacterMap(font.getBestCmap())
    built.setupGlyf(glyphs)
    built.setupHorizontalMetrics(font["hmtx"].metrics)
    built.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    built.setupNameTable({"familyName": "Song", "styleName": "Regular", "psName": "Song-Regular"})
    built.setupOS2()
    built.setupPost()
    path = str(folder / "song.ttf")
    built.save(path)
    return path


if __name__ == "__main__":
    main()
