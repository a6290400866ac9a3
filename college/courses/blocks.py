"""Blocks only lessons have, beside those of every page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import body_blocks


class CharactersBlock(blocks.StructBlock):
    """Characters to learn, one after another, e.g. 人口手."""

    characters = blocks.CharBlock(label=_("生字"), max_length=40, help_text=_("只写汉字，例如：人口手"))

    class Meta:
        icon = "edit"
        label = _("生字")
        template = "courses/blocks/characters.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        glyphs = [glyph for glyph in value["characters"] if glyph.isalpha()]
        return {**super().get_context(value, parent_context=parent_context), "glyphs": glyphs}


def lesson_blocks() -> list[tuple[str, blocks.Block]]:
    return [*body_blocks(), ("characters", CharactersBlock())]
