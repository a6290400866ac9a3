"""Pictures, documents and videos of one page: drawn first, which takes seconds, and saved with the page."""

import io
import tempfile
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import Collection

from cms.models import Picture
from college.people.models import User
from demo.content import Entry
from demo.drawing.covers import draw_cover
from demo.drawing.figures import draw_figure
from demo.people import organisation
from demo.videos import draw_video
from media.actions import add_video
from media.models import Video

DOCUMENTS = Path(__file__).parent / "documents"
TITLES = {"meeting-record": "居民议事会记录表（空白）"}


class CourseFiles:
    """All that a course shows. Drawn when made, so that no transaction waits for it; use as a context."""

    def __init__(self, slug: str, course: Entry, author: User | None) -> None:
        self.slug, self.author, self.provider = slug, author, course["provider"]
        blocks = [block for lesson in course["lessons"] for block in lesson["body"]]
        self.cover_alt = course["cover_alt"]
        self.drawn_cover = jpeg(draw_cover(slug))
        self.figures = {block["picture"]: jpeg(draw_figure(block["picture"])) for block in blocks if "picture" in block}
        self.folder = tempfile.TemporaryDirectory(dir=settings.VAR_DIR)
        self.videos = {
            lesson["video"]: self._video(lesson["video"]) for lesson in course["lessons"] if "video" in lesson
        }

    def __enter__(self) -> "CourseFiles":
        return self

    def __exit__(self, *exception: object) -> None:
        self.folder.cleanup()

    def _video(self, clip: str) -> Path:
        target = Path(self.folder.name) / f"{clip}.mp4"
        draw_video(clip, target)
        return target

    def cover(self, title: str) -> Picture:
        return self._save(self.drawn_cover, f"{self.slug}.jpg", title, self.cover_alt)

    def picture(self, name: str, alt: str) -> Picture:
        picture = self._save(self.figures[name], f"{name}.jpg", alt[:60], alt)
        picture.contextual_alt_text, picture.decorative = alt, False
        return picture

    def _save(self, content: bytes, name: str, title: str, description: str) -> Picture:
        return Picture.objects.create(
            title=title,
            description=description,
            file=ImageFile(io.BytesIO(content), name=name),
            collection=self.collection,
            uploaded_by_user=self.author,
        )

    def document(self, name: str) -> Any:
        file = ContentFile(draw_document(name), name=f"{name}.pdf")
        return get_document_model().objects.create(
            title=TITLES[name], file=file, collection=self.collection, uploaded_by_user=self.author
        )

    def video(self, clip: str, title: str) -> Video:
        with self.videos[clip].open("rb") as file:
            return add_video(
                file=File(file, name=f"{clip}.mp4"), title=title, user=self.author, collection=self.collection
            )

    @cached_property
    def collection(self) -> Collection | None:
        """That of who provides the course."""
        return organisation(self.provider).collection


class NoFiles:
    """For pages of text alone."""

    def picture(self, name: str, alt: str) -> Picture:
        raise LookupError(name)

    def document(self, name: str) -> Any:
        raise LookupError(name)


def jpeg(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=88, optimize=True)
    return target.getvalue()


@cache
def _fonts() -> typst.Fonts:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def draw_document(name: str) -> bytes:
    # The stubs say that it may return pages; without an output path and with PDF it returns the file's bytes.
    pdf: Any = typst.compile(
        DOCUMENTS / f"{name}.typ", font_paths=_fonts(), ignore_system_fonts=True, pdf_standards=["ua-1"]
    )
    return bytes(pdf)
