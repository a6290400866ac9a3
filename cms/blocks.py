"""The blocks any page's text is made of. Each has a template in `templates/cms/blocks/`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("图片")
        template = "cms/blocks/picture.html"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("类型"), choices=[("note", _("记一记")), ("tip", _("小窍门")), ("warning", _("要当心"))], default="note"
    )
    text = blocks.RichTextBlock(label=_("文字"), features=["bold", "link", "ul"])

    class Meta:
        icon = "info-circle"
        label = _("提示")
        template = "cms/blocks/callout.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        kinds = dict(self.child_blocks["kind"].field.choices)
        return {**super().get_context(value, parent_context=parent_context), "kind": kinds.get(value["kind"], "")}


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("标题"), required=False, max_length=100)
    steps = blocks.ListBlock(blocks.TextBlock(rows=2), label=_("步骤"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("步骤")
        template = "cms/blocks/steps.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("文件"))
    description = blocks.CharBlock(label=_("说明"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("文件")
        template = "cms/blocks/document.html"


def body_blocks() -> list[tuple[str, blocks.Block]]:
    return [
        (
            "heading",
            blocks.CharBlock(label=_("小标题"), icon="title", max_length=100, template="cms/blocks/heading.html"),
        ),
        (
            "text",
            blocks.RichTextBlock(
                label=_("文字"),
                features=["bold", "italic", "h3", "ol", "ul", "link", "document-link", "blockquote"],
                template="cms/blocks/text.html",
            ),
        ),
        ("picture", PictureBlock()),
        ("table", TableBlock(label=_("表格"), icon="table", template="cms/blocks/table.html")),
        ("callout", CalloutBlock()),
        ("steps", StepsBlock()),
        ("document", DocumentBlock()),
    ]
