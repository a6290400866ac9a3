"""Blocks only lessons have, beside those of every page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue

from cms.blocks import body_blocks
from college.courses.characters import han_in, suggested
from college.voice.blocks import RecordingBlock


class CharacterDetailBlock(blocks.StructBlock):
    char = blocks.CharBlock(label=_("字"), max_length=1)
    pinyin = blocks.CharBlock(label=_("拼音"), required=False, max_length=20)
    words = blocks.CharBlock(label=_("词语"), required=False, max_length=60, help_text=_("用空格隔开"))
    sentence = blocks.CharBlock(label=_("句子"), required=False, max_length=60)
    recording = RecordingBlock(
        label=_("句子的录音"),
        help_text=_("不录也可以：学员的手机会自己读。录了，学员听到的就是您的声音；改了句子，请重新录。"),
    )

    class Meta:
        icon = "edit"
        label = _("一个字")
        label_format = "{char} {pinyin}"


class CharactersBlock(blocks.StructBlock):
    """Characters to learn, one after another, e.g. 人口手.

    `details` has one entry a character: saving adds those that are missing, with what is suggested, and takes away
    those whose character is no longer there.
    """

    characters = blocks.CharBlock(
        label=_("生字"), max_length=40, help_text=_("只写汉字，例如：人口手。学员会一个一个地看、听、描、写、用。")
    )
    details = blocks.ListBlock(
        CharacterDetailBlock(),
        default=[],
        label=_("拼音、词语和句子"),
        help_text=_("不用填：保存以后会自动填好建议的内容，您再改。"),
        collapsed=True,
    )

    class Meta:
        icon = "edit"
        label = _("生字")
        template = "courses/blocks/characters.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not han_in(cleaned["characters"]):
            words = _("这里还没有汉字。请写上要学的字，例如：人口手。")
            raise blocks.StructBlockValidationError({"characters": ValidationError(words)})
        details = self.child_blocks["details"]
        written = {bound.value["char"]: bound for bound in cleaned["details"].bound_blocks}
        bound = [
            written.get(char) or ListValue.ListChild(details.child_block, self._suggestion(char))
            for char in han_in(cleaned["characters"])
        ]
        cleaned["details"] = ListValue(details, bound_blocks=bound)
        return cleaned

    def _suggestion(self, char: str) -> blocks.StructValue:
        found = suggested(char)
        fields = {"char": char, "pinyin": found.pinyin, "words": " ".join(found.words), "sentence": found.sentence}
        return self.child_blocks["details"].child_block.normalize(fields)

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context=parent_context), "glyphs": han_in(value["characters"])}


def lesson_blocks() -> list[tuple[str, blocks.Block]]:
    return [*body_blocks(), ("characters", CharactersBlock())]
