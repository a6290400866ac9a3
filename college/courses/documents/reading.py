"""Which of the readers a file is for."""

from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from college.courses.board.actions import LONGEST_TITLE
from college.courses.documents import pictured, sheets, slides, word
from college.courses.documents.outlines import Outline
from college.courses.documents.packages import Kind, opened
from college.courses.documents.prints import UnreadablePrint

READERS = {Kind.WORD: word.read, Kind.SLIDES: slides.read, Kind.SHEETS: sheets.read}


def read(file: UploadedFile, pdf: UploadedFile | None = None) -> Outline:
    """By what the file is, whatever its name; with a `pdf` of the same slides, these are drawn.

    Raises `college.spreadsheets.Unreadable`, and for the PDF UnreadablePrint.
    """
    title = PurePath(file.name or "").stem.strip()[:LONGEST_TITLE]
    with opened(file) as package:
        if pdf is None:
            return READERS[package.kind](package, title)
        if package.kind is not Kind.SLIDES:
            raise UnreadablePrint(_("只有 PowerPoint 文件才配 PDF。导入 Word 或 Excel 文件，请不要选 PDF。"))
        return pictured.read(package, title, pdf)
