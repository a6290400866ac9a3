"""The rows of a certificate, as an editor puts them one below the other.

The name of a row's kind and what it holds are kept with every certificate issued by it (`Layout.design`).
"""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from college.certificates.fields import FIELDS, KNOWN, validate_sentence

FACTORS = {"small": 0.8, "regular": 1.0, "large": 1.25, "huge": 1.6}
"""How much larger than a row of its kind is by itself."""
SENTENCE_HELP = format_lazy(
    "{} {}",
    _("花括号里的项印成证书上的内容；方括号里的话，在其中一项没有内容时整段不印。可以用的项："),
    KNOWN,
)


class SizeBlock(blocks.ChoiceBlock):
    choices = [
        ("small", pgettext_lazy("size", "小")),
        ("regular", pgettext_lazy("size", "标准")),
        ("large", pgettext_lazy("size", "大")),
        ("huge", pgettext_lazy("size", "特大")),
    ]

    class Meta:
        label = _("字号")
        default = "regular"


class AlignBlock(blocks.ChoiceBlock):
    choices = [("left", _("靠左")), ("center", _("居中")), ("right", _("靠右"))]

    class Meta:
        label = _("位置")
        default = "center"


class RowBlock(blocks.StructBlock):
    """A row: how large, where, and whether it stands beside the one before it."""

    size = SizeBlock()
    align = AlignBlock()
    beside = blocks.BooleanBlock(label=_("和上一行并排"), required=False)


class SentenceRow(RowBlock):
    text = blocks.TextBlock(
        label=_("文字"), max_length=600, validators=[validate_sentence], rows=3, help_text=SENTENCE_HELP
    )
    align = AlignBlock(default="left")

    class Meta:
        icon = "pilcrow"


class LabelledRow(RowBlock):
    label = blocks.CharBlock(label=_("前面的字"), required=False, max_length=30)


class FactBlock(blocks.StructBlock):
    field = blocks.ChoiceBlock(label=_("印什么"), choices=list(FIELDS.items()))
    label = blocks.CharBlock(label=_("换个叫法"), required=False, max_length=30, help_text=_("不填就用原来的名称"))
    wide = blocks.BooleanBlock(label=_("占一整行"), required=False)


class FactsRow(RowBlock):
    facts = blocks.ListBlock(FactBlock(), label=_("内容"), min_num=1, max_num=16)
    columns = blocks.ChoiceBlock(label=_("几栏"), choices=[("1", _("一栏")), ("2", _("两栏"))], default="2")

    class Meta:
        icon = "table"


class ClosingRow(RowBlock):
    align = AlignBlock(default="right")
    head = blocks.BooleanBlock(label=_("印负责人"), required=False, default=True)
    handler = blocks.BooleanBlock(label=_("印经办人"), required=False)
    seal = blocks.BooleanBlock(label=_("盖章"), required=False, default=True)

    class Meta:
        icon = "pick"


class SpaceRow(blocks.StructBlock):
    share = blocks.IntegerBlock(
        label=_("份数"), default=1, min_value=1, max_value=9, help_text=_("页面余下的空白按份数分给各处留白")
    )

    class Meta:
        icon = "arrows-up-down"


class RowsBlock(blocks.StreamBlock):
    issuer = RowBlock(label=_("发证单位"), icon="group")
    title = RowBlock(label=_("证书名称"), icon="title")
    divider = RowBlock(label=_("分隔线"), icon="minus")
    holder = RowBlock(label=_("姓名"), icon="user")
    kinds = RowBlock(label=_("身份"), icon="tag")
    sentence = SentenceRow(label=_("一段话"))
    outcomes = LabelledRow(label=_("学习内容"), icon="list-ul")
    facts = FactsRow(label=_("逐项列出"))
    notes = LabelledRow(label=_("备注"), icon="comment")
    signatures = RowBlock(label=_("签名"), icon="edit")
    closing = ClosingRow(label=_("落款、日期和印章"))
    check = RowBlock(label=_("二维码和编号"), icon="link")
    space = SpaceRow(label=_("留白"))

    class Meta:
        block_counts: dict[str, Any] = {
            "title": {"min_num": 1, "max_num": 1},
            "holder": {"max_num": 1},
            "check": {"min_num": 1, "max_num": 1},
            "closing": {"max_num": 1},
        }
        max_num = 30
