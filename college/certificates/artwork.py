"""Pictures that are printed: decoded, bounded, and written anew by us. What was sent is never kept, nor handed out.

A seal or a signature becomes one ink on nothing, so that white paper around it covers no text; a background stays a
picture. Nothing of either has an address: the desk shows a small copy inside its own page.
"""

import io
from base64 import b64encode
from hashlib import sha256
from typing import IO, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, ImageStat

from college.certificates.models.issuers import Artwork

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 30_000_000
LONGEST_INK = 472
"""Pixels: 40 mm at 300 to the inch."""
LONGEST_PICTURE = 1754
"""Pixels: A4 at 150 to the inch."""
FAINTEST = 24
"""How much darker than its paper ink is at least, of 255."""
REFUSALS = {
    "too-large": _("这个文件太大了，请换一个不超过 5 MB 的。"),
    "too-many-pixels": _("这张图的像素太多了，请缩小到 3000 万像素以内再上传。"),
    "no-picture": _("打不开这个文件，请上传 PNG 或 JPEG 图片。"),
    "blank": _("这张图上没有看到印迹，请换一张白底或透明底的图。"),
}


def keep(sent: IO[bytes], *, size: int, is_ink: bool) -> Artwork:
    """The artwork of a picture that was sent, `size` bytes long. Raises ValidationError with a sentence."""
    if size > MOST_BYTES:
        raise _refused("too-large")
    picture = _decoded(sent)
    written = _written_ink(picture) if is_ink else _written_picture(picture)
    return _kept(*written)


def _refused(code: str) -> ValidationError:
    return ValidationError(REFUSALS[code], code=code)


def _decoded(sent: IO[bytes]) -> Image.Image:
    """Upright, in colour with transparency. Pixels are counted from the header, before any is decoded."""
    try:
        opened = Image.open(sent, formats=["PNG", "JPEG"])
        if opened.width * opened.height > MOST_PIXELS:
            raise _refused("too-many-pixels")
        return ImageOps.exif_transpose(opened).convert("RGBA")
    except Image.DecompressionBombError:
        raise _refused("too-many-pixels") from None
    except (OSError, ValueError, SyntaxError):
        raise _refused("no-picture") from None


def _written_picture(picture: Image.Image) -> tuple[str, Image.Image, bytes]:
    paper = Image.new("RGBA", picture.size, "white")
    flat = Image.alpha_composite(paper, picture).convert("RGB")
    flat.thumbnail((LONGEST_PICTURE, LONGEST_PICTURE))
    return "image/jpeg", flat, _bytes(flat, "JPEG", quality=75, optimize=True)


def _written_ink(picture: Image.Image) -> tuple[str, Image.Image, bytes]:
    """One colour, that of its darkest parts, on nothing: as a stamp prints, and no more than a bit a pixel in a PDF."""
    picture.thumbnail((LONGEST_INK, LONGEST_INK))
    paper = Image.new("RGBA", picture.size, "white")
    flat = Image.alpha_composite(paper, picture).convert("RGB")
    dark = ImageOps.invert(ImageOps.grayscale(flat))
    ink = _from(dark, _parting(dark.histogram()))
    if not (box := ink.getbbox()) or _mean(dark, ink) - _mean(dark, ImageOps.invert(ink)) < FAINTEST:
        raise _refused("blank")
    thick = _from(dark, _mean(dark, ink))
    made = Image.new("RGBA", picture.size, tuple(round(mean) for mean in ImageStat.Stat(flat, thick).mean))
    made.putalpha(ink)
    made = made.crop(box)
    return "image/png", made, _bytes(made, "PNG", optimize=True)


def _from(dark: Image.Image, least: float) -> Image.Image:
    return dark.point(lambda shade: 255 if shade >= least else 0)


def _mean(dark: Image.Image, where: Image.Image) -> float:
    return ImageStat.Stat(dark, where).mean[0]


def _parting(shades: list[int]) -> int:
    """The shade at which ink begins: where paper and ink differ most (Otsu's). Of pixels by shade, paper first."""
    pixels, weight = sum(shades), sum(shade * count for shade, count in enumerate(shades))
    best, parting, before, light = 0.0, 256, 0, 0
    for shade, count in enumerate(shades):
        if 0 < before < pixels:
            apart = (light * pixels - weight * before) ** 2 / (before * (pixels - before))
            if apart > best:
                best, parting = apart, shade
        before, light = before + count, light + shade * count
    return parting


def _bytes(picture: Image.Image, form: str, **options: Any) -> bytes:
    written = io.BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()


def _kept(media_type: str, picture: Image.Image, content: bytes) -> Artwork:
    fields = {"media_type": media_type, "width": picture.width, "height": picture.height, "content": content}
    return Artwork.objects.get_or_create(sha256=sha256(content).hexdigest(), defaults=fields)[0]


def thumbnail(artwork: Artwork) -> str:
    """A small copy as the address of an `<img>`, for the page of one who may change it."""
    with Image.open(io.BytesIO(bytes(artwork.content))) as picture:
        picture.thumbnail((240, 240))
        return "data:image/png;base64," + b64encode(_bytes(picture, "PNG")).decode()


class ArtworkInput(forms.ClearableFileInput):
    """Shows what is kept now, as a picture inside the page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        kept = Artwork.objects.filter(pk=value).first() if isinstance(value, int) else None
        field = forms.FileInput(attrs=self.attrs | {"accept": "image/png,image/jpeg"}).render(name, None, attrs)
        if not kept:
            return field
        clear = self.clear_checkbox_name(name)
        return format_html(
            '<p><img src="{}" alt="{}"></p>{}<p><label><input type="checkbox" name="{}"> {}</label></p>',
            thumbnail(kept),
            gettext("现在用的图"),
            field,
            clear,
            gettext("不再用这张图"),
        )


class ArtworkField(forms.FileField):
    """A file in the form, an `Artwork` in the row."""

    widget = ArtworkInput

    def __init__(self, *, is_ink: bool, **options: Any) -> None:
        for unused in ("queryset", "to_field_name", "blank", "limit_choices_to", "max_length"):
            options.pop(unused, None)
        super().__init__(**options)
        self.is_ink = is_ink

    def clean(self, data: Any, initial: Any = None) -> Artwork | None:
        kept = Artwork.objects.filter(pk=initial).first() if initial else None
        if data is False:
            return None
        if not isinstance(data, UploadedFile):
            return kept
        return keep(cast(IO[bytes], data.file), size=data.size or 0, is_ink=self.is_ink)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None
