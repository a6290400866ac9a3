"""Which of the readers a file is for."""

from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile

from college.courses.board.actions import LONGEST_TITLE
from college.courses.documents import sheets, slides, word
from college.courses.documents.outlines import Outline
from college.courses.documents.packages import Kind, opened

READERS = {Kind.WORD: word.read, Kind.SLIDES: slides.read, Kind.SHEETS: sheets.read}


def read(file: UploadedFile) -> Outline:
    """By what the file is, whatever its name. Raises `college.spreadsheets.Unreadable`."""
    title = PurePath(file.name or "").stem.strip()[:LONGEST_TITLE]
    with opened(file) as package:
        return READERS[package.kind](package, title)
