"""Rich texts and blocks: what they point to by its number here, they name by its key in an archive.

On the way in, every text goes through what Wagtail's own editor takes for that place, and nothing but the archive's own
keys leads anywhere within this site.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import features as registry
from wagtail.rich_text.rewriters import extract_attrs

from college.courses.archive.refusals import BadArchive
from college.voice.blocks import RecordingBlock

LINK = re.compile(r"<a(\b[^>]*)>")
PARAGRAPH_KEY = re.compile(r' data-block-key="[^"]*"')
MOST_CHARACTERS = 200_000
"""Of one text."""
MOST_CELLS = 20_000
TABLE_KEYS = {
    "data": list,
    "cell": list,
    "mergeCells": list,
    "first_row_is_table_header": bool,
    "first_col_is_header": bool,
    "table_header_choice": str,
    "table_caption": str,
}
Change = Callable[[str, Any], Any]
"""Given a kind (picture, document, recording) and what stands for one, what is to stand there; None for nothing."""
Link = Callable[[str, str], tuple[str, str] | None]
"""Given a link's type ("page", "document") and what it leads to, the attribute to write instead and its value."""


def linked(html: str, change: Link) -> str:
    """The text with its links within the site changed; of one that leads nowhere the words stay."""

    def changed(match: re.Match[str]) -> str:
        said = extract_attrs(match[1])
        if "linktype" not in said:
            return match[0]
        found = change(said["linktype"], said.get("id", ""))
        if found is None:
            return "<a>"
        name, value = found
        if name == "href":
            return f'<a href="{escape(value)}">'
        return f'<a {name}="{escape(value)}" linktype="{escape(said["linktype"])}">'

    return LINK.sub(changed, html)


def written(html: str, link: Link) -> str:
    """For an archive: without what the editor numbers paragraphs by, which is new with every saving."""
    return PARAGRAPH_KEY.sub("", linked(html, link))


def cleaned(html: Any, features: list[str] | None) -> str:
    """As Wagtail's editor would write it with these features. `html` comes with the numbers of this site."""
    converter = ContentstateConverter(registry.get_default_features() if features is None else features)
    whole = str(BeautifulSoup(text(html), "html.parser"))  # every tag closed: the converter asks for that
    return str(converter.to_database_format(converter.from_database_format(whole)))


def text(value: Any, most: int = MOST_CHARACTERS) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise BadArchive("content")
    return value


def field_features(field: RichTextField) -> list[str] | None:
    return list(field.features) if field.features else None


def out(block: blocks.Block, raw: Any, change: Change, link: Link) -> Any:
    """What a block keeps, with keys in the place of numbers; `raw` is as `get_prep_value` gives it."""
    match block:
        case blocks.StreamBlock():
            kept = [(one["type"], one["value"]) for one in raw if one["type"] in block.child_blocks]
            return [{"type": kind, "value": out(block.child_blocks[kind], value, change, link)} for kind, value in kept]
        case blocks.ListBlock():
            values = [one["value"] if block._item_is_in_block_format(one) else one for one in raw]
            return [{"value": out(block.child_block, value, change, link)} for value in values]
        case blocks.StructBlock():
            return {
                name: out(child, raw[name], change, link) for name, child in block.child_blocks.items() if name in raw
            }
        case blocks.RichTextBlock():
            return written(raw, link)
    kind = kind_of(block)
    return change(kind, raw) if kind and raw else raw


def kind_of(block: blocks.Block) -> str:
    match block:
        case ImageChooserBlock():
            return "picture"
        case DocumentChooserBlock():
            return "document"
        case RecordingBlock():
            return "recording"
    return ""


def taken_in(block: blocks.Block, said: Any, change: Change, link: Link) -> Any:
    """What the block is to keep. Raises BadArchive for whatever an editor could not have saved as a draft."""
    raw = _in(block, said, change, link)
    try:
        block.clean_deferred(block.to_python(raw))
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise BadArchive("content") from error
    return raw


def _in(block: blocks.Block, said: Any, change: Change, link: Link) -> Any:
    match block:
        case blocks.StreamBlock():
            return [_child(one, block.child_blocks, change, link) for one in _list(said)]
        case blocks.ListBlock():
            return [
                {"type": "item", "value": _in(block.child_block, one["value"], change, link), "id": str(uuid4())}
                for one in map(_dict, _list(said))
                if "value" in one
            ]
        case blocks.StructBlock():
            found = _dict(said)
            return {
                name: _in(child, found[name], change, link)
                for name, child in block.child_blocks.items()
                if name in found
            }
        case blocks.RichTextBlock():
            return cleaned(linked(text(said), link), block.features)
        case TableBlock():
            return _table(said)
    if kind := kind_of(block):
        return change(kind, said) if said else said
    if isinstance(said, (dict, list)):
        raise BadArchive("content")
    return text(said) if isinstance(said, str) else said


def _child(said: Any, children: dict[str, blocks.Block], change: Change, link: Link) -> dict[str, Any]:
    one = _dict(said)
    kind = one.get("type")
    if not isinstance(kind, str) or kind not in children or "value" not in one:
        raise BadArchive("content")
    return {"type": kind, "value": _in(children[kind], one["value"], change, link), "id": str(uuid4())}


def _table(said: Any) -> dict[str, Any] | None:
    if said is None:
        return None
    found = _dict(said)
    table: dict[str, Any] = {}
    for name, value in found.items():
        if isinstance(value, TABLE_KEYS.get(name, ())):
            table[name] = value
    rows = [[cell if cell is None else text(cell) for cell in _list(row)] for row in table.get("data", [])]
    if sum(map(len, rows)) > MOST_CELLS or len({len(row) for row in rows}) > 1:
        raise BadArchive("content")
    for name in ("cell", "mergeCells"):
        for one in table.get(name, []):
            if any(not isinstance(value, (int, str)) for value in _dict(one).values()):
                raise BadArchive("content")
    return {**table, "data": rows}


def _dict(said: Any) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise BadArchive("content")
    return said


def _list(said: Any) -> list[Any]:
    if not isinstance(said, list) or len(said) > MOST_CELLS:
        raise BadArchive("content")
    return said
