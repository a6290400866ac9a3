"""What a file holds, as lessons: plain values, before anything is saved."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from college.courses.board.actions import LONGEST_TITLE
from college.courses.board.actions import MOST_AT_ONCE as MOST_LESSONS
from college.courses.documents.pictures import Drawn
from college.spreadsheets import Unreadable

MOST_BLOCKS = 1000
LONGEST_HEADING = 100
LONGEST_ALT = 250
CHARACTERS_A_MINUTE = 200


@dataclass(frozen=True)
class Heading:
    text: str
    kind = "heading"


@dataclass(frozen=True)
class Text:
    """HTML as the editor of lessons writes it; see `rich_text`."""

    html: str
    kind = "text"


@dataclass(frozen=True)
class Picture:
    """`key` is that of one of the outline's pictures; `is_told` if nothing on it is left for `alt` to tell."""

    key: str
    alt: str
    is_told: bool = True
    kind = "picture"


@dataclass(frozen=True)
class Table:
    """All rows of one length."""

    rows: tuple[tuple[str, ...], ...]
    has_headings: bool
    kind = "table"


Block = Heading | Text | Picture | Table


@dataclass
class Lesson:
    title: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def pictures(self) -> list[Picture]:
        return [block for block in self.blocks if isinstance(block, Picture)]

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def without_alt(self) -> int:
        return sum(not (picture.alt and picture.is_told) for picture in self.pictures)

    @property
    def minutes(self) -> int:
        """To read it slowly, at least 1."""
        return max(1, round(sum(map(_length, self.blocks)) / CHARACTERS_A_MINUTE))


def _length(block: Block) -> int:
    match block:
        case Heading(text):
            return len(text)
        case Text(html):
            return len(html) - html.count("<") * 4  # of a short tag such as <p>, what is no text
        case Table(rows):
            return sum(len(cell) for row in rows for cell in row)
    return 0


@dataclass(frozen=True)
class LeftOut:
    """What was not taken, or not as it was. `place` says where: a page, a slide, a sheet; empty for the whole file."""

    place: str
    sentence: str


@dataclass
class Outline:
    """A file as lessons. Built up in reading order; what comes before any lesson goes into one called `title`."""

    title: str
    lessons: list[Lesson] = field(default_factory=list)
    pictures: dict[str, Drawn] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def begin(self, title: str, place: str = "") -> None:
        if len(self.lessons) >= MOST_LESSONS:
            words = _("这个文件会变成 %(most)s 课以上，太多了。请分成几个文件再选。")
            raise Unreadable(words % {"most": MOST_LESSONS})
        self.lessons.append(Lesson(self.fitting(title, LONGEST_TITLE, place)))

    def add(self, block: Block) -> None:
        if not self.lessons:
            self.begin(self.title)
        if sum(len(lesson.blocks) for lesson in self.lessons) >= MOST_BLOCKS:
            raise Unreadable(_("这个文件的内容太多，一次读不了。请分成几个文件再选。"))
        blocks = self.lessons[-1].blocks
        if isinstance(block, Text) and blocks and isinstance(blocks[-1], Text):
            blocks[-1] = Text(blocks[-1].html + block.html)
        else:
            blocks.append(block)

    def head(self, text: str, place: str = "") -> None:
        self.add(Heading(self.fitting(text, LONGEST_HEADING, place)))

    def leave_out(self, place: str, sentence: str) -> None:
        said = LeftOut(place, sentence)
        if said not in self.left_out:
            self.left_out.append(said)

    def fitting(self, text: str, most: int, place: str) -> str:
        if len(text) <= most:
            return text
        words = _("“%(start)s…”太长，只取了前 %(most)s 个字。")
        self.leave_out(place, words % {"start": text[:12], "most": most})
        return text[:most]
