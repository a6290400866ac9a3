"""Slides as pictures: what is seen is on the picture; what is read stands below it as text, and then the notes."""

from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _
from pptx import Presentation

from college.courses.documents.outlines import LONGEST_ALT, Outline, Picture
from college.courses.documents.packages import Package
from college.courses.documents.pictures import Unusable
from college.courses.documents.prints import UNREADABLE, UnreadablePrint, pictures_of
from college.courses.documents.slides import Reading, description, is_hidden, title_of

SEEN = """(.//p:nvPicPr | .//p:graphicFrame[.//a:graphicData[contains(@uri, '/chart') or contains(@uri, '/diagram')]]
    /p:nvGraphicFramePr)/p:cNvPr[not(.//*[local-name() = 'decorative' and @val = '1'])]"""
"""Pictures, charts and SmartArt, but for what their author calls decoration: where their names stand."""


def read(package: Package, title: str, pdf: File) -> Outline:
    """Raises UnreadablePrint."""
    return PicturedReading(Presentation(package.file), title, pdf).read()


class PicturedReading(Reading):
    def __init__(self, deck: Any, title: str, pdf: File) -> None:
        super().__init__(deck, title)
        slides = list(deck.slides)
        shown = [number for number, slide in enumerate(slides, start=1) if not is_hidden(slide)]
        self.drawn = pictures_of(pdf, shape=deck.slide_width / deck.slide_height, shown=shown, slides=len(slides))

    def content(self, slide: Any, number: int) -> None:
        try:
            key = self.gallery.take(self.drawn[number])
        except Unusable as unusable:
            raise UnreadablePrint(str(UNREADABLE)) from unusable
        is_told = all(map(description, slide.shapes._spTree.xpath(SEEN)))
        self.outline.add(Picture(key, self.alt(slide), is_told))
        super().content(slide, number)

    def alt(self, slide: Any) -> str:
        """What the author said of the pictures on it; its words are read below."""
        title = title_of(slide)
        name = _("幻灯片“%(title)s”") % {"title": title} if title else self.place
        told = dict.fromkeys(map(description, slide.shapes._spTree.xpath(".//p:cNvPr")))
        seen = _("；").join(filter(None, told))
        words = _("%(slide)s的图：%(seen)s") if seen else _("%(slide)s的图")
        return self.outline.fitting(words % {"slide": name, "seen": seen}, LONGEST_ALT, self.place)

    def picture(self, shape: Any) -> None:
        """Is on the picture of the slide, as PowerPoint cropped it."""

    def unseen(self, sentence: str) -> None:
        """Is seen."""
