"""Office files made by hand: the least that each program would open."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from PIL import Image
from pptx import Presentation

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    [
        f'xmlns:w="{W}" xmlns:r="{RELATIONS}"',
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
    ]
)
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
STYLES = "".join(
    [
        f'<w:styles xmlns:w="{W}">',
        '<w:style w:type="paragraph" w:styleId="a0"><w:name w:val="Title"/></w:style>',
        *(
            f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/></w:style>'
            for level in range(1, 7)
        ),
        "</w:styles>",
    ]
)
NUMBERING = "".join(
    [
        f'<w:numbering xmlns:w="{W}">',
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>',
        '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>',
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>',
        "</w:numbering>",
    ]
)
PAGE_BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"


def png(colour: str = "red", size: tuple[int, int] = (40, 30), form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


def pdf(*colours: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """A page of each colour, `size` points; a new presentation of python-pptx is as wide to its height."""
    first, *others = (Image.new("RGB", size, colour) for colour in colours)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(inside: str, style: str = "", number: int = 0) -> str:
    """A paragraph; of a list of bullets with `number` 1, of a numbered one with 2."""
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = inside if inside.startswith("<") else run(inside)
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{inside}</w:p>"


def heading(text: str, level: int = 1) -> str:
    return line(text, str(level))


def link(text: str, name: str) -> str:
    return f'<w:hyperlink r:id="{name}">{run(text)}</w:hyperlink>'


def picture(name: str, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{alt}"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{line(text)}</w:tc>"


def table(*rows: list[str]) -> str:
    lines = ("".join(each if each.startswith("<") else cell(each) for each in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{inside}</w:tr>' for inside in lines)}</w:tbl>"


def docx(*body: str, pictures: dict[str, bytes] | None = None, links: dict[str, str] | None = None) -> bytes:
    """`pictures` and `links` by the name under which the body speaks of them."""
    related = [
        f'<Relationship Id="{name}" Type="{RELATIONS}/image" Target="media/{name}.png"/>' for name in pictures or {}
    ]
    related += [
        f'<Relationship Id="{name}" Type="{RELATIONS}/hyperlink" Target="{address}" TargetMode="External"/>'
        for name, address in (links or {}).items()
    ]
    for part in ("styles", "numbering"):
        related.append(f'<Relationship Id="{part}" Type="{RELATIONS}/{part}" Target="{part}.xml"/>')
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = f'<Relationships xmlns="{package}">{{}}</Relationships>'
    office = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    document = f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations.format(office),
        "word/document.xml": document,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": relations.format("".join(related)),
        **{f"word/media/{name}.png": content for name, content in (pictures or {}).items()},
    }
    return packed(parts)


def packed(parts: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def changed(file: bytes, change: Callable[[dict[str, str | bytes]], Any]) -> bytes:
    """The file with its parts as `change` leaves them."""
    with zipfile.ZipFile(io.BytesIO(file)) as found:
        parts: dict[str, str | bytes] = {name: found.read(name) for name in found.namelist()}
    change(parts)
    return packed(parts)


def repacked(file: bytes, packing: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as found:
        return packed({name: found.read(name) for name in found.namelist()}, packing)


def pptx(build: Callable[[Any], Any]) -> bytes:
    deck = Presentation()
    build(deck)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def xlsx(build: Callable[[Workbook], Any]) -> bytes:
    book = Workbook()
    build(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
