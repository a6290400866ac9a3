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

SHOWN = """.//p:nvPicPr[not(ancestor::p:oleObj)] | .//p:sp[p:spPr/a:blipFill]/p:nvSpPr
    | .//p:graphicFrame[.//a:graphicData[not(contains(@uri, '/table'))]]/p:nvGraphicFramePr"""
"""Pictures, charts, SmartArt and embedded files: what says how they are called."""
NAMES = "p:cNvPr[not(.//*[local-name() = 'decorative' and @val = '1'])]"
"""But for what their author calls decoration."""
AROUND = "ancestor::p:grpSp/p:nvGrpSpPr/p:cNvPr"


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
        self.outline.add(Picture(key, self.alt(slide), _is_told(slide)))
        super().content(slide, number)

    def alt(self, slide: Any) -> str:
        """What the author said of the pictures on it; its words are read below."""
        name = title_of(slide) or self.place
        told = dict.fromkeys(map(description, slide.shapes._spTree.xpath(".//p:cNvPr")))
        seen = _("；").join(filter(None, told))
        words = _("%(slide)s：%(seen)s") % {"slide": name, "seen": seen} if seen else name
        return self.outline.fitting(words, LONGEST_ALT, self.place)

    def chart(self, shape: Any) -> None:
        self.outline.leave_out(self.place, _("图表里的字和数只在图上，不能放大，也读不出来。要紧的请写进正文。"))

    def picture(self, shape: Any) -> None:
        """Is on the picture of the slide, as PowerPoint cropped it."""

    def unseen(self, sentence: str) -> None:
        """Is seen."""


def _is_told(slide: Any) -> bool:
    """Whether its author described all that it shows, one by one or a group as a whole."""
    shown = [name for shape in slide.shapes._spTree.xpath(SHOWN) for name in shape.xpath(NAMES)]
    return all(description(name) or any(map(description, name.xpath(AROUND))) for name in shown)
