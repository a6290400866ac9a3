"""What a course is made of, as `course.json` says it, and which files go with it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, Any

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.models import Picture
from college.courses.archive import formats, texts
from college.courses.archive.fields import written
from college.courses.models import CoursePage, HourPolicy, LessonPage
from college.packages.models import Package as CoursePackage
from college.quizzes.models import Question, Quiz
from college.voice.models import Recording
from media.files import at_hand
from media.models import Cue, Glossary, Transcript, Video

Document = get_document_model()
OF_A_CUE = ("start_ms", "end_ms", "text", "confidence", "sureness", "repairs", "is_corrected")
OF_A_VIDEO = ("title", "original_name", "language", "terms")
OF_A_PICTURE = (
    "title",
    "description",
    "focal_point_x",
    "focal_point_y",
    "focal_point_width",
    "focal_point_height",
)
NOT_OF_PROGRAMMES = ("order",)


@dataclass(frozen=True)
class KeptFile:
    """`record` is what `course.json` says of it; size and digest are added while it is written."""

    file: FieldFile
    record: dict[str, Any]

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """A video of a bucket is fetched to this machine first; whatever lies here is read where it lies."""
        with at_hand(self.file) as path, path.open("rb") as source:
            yield source

    @property
    def is_there(self) -> bool:
        return bool(self.file) and self.file.storage.exists(str(self.file.name))


@dataclass
class Found:
    """Rows of one kind that the course was found to use, in the order in which it names them, each with its key."""

    kind: str
    rows: dict[Any, Model] = field(default_factory=dict)

    def key(self, row: Model | None) -> str | None:
        if row is None:
            return None
        self.rows.setdefault(row.pk, row)
        return formats.key(self.kind, list(self.rows).index(row.pk) + 1)


@dataclass
class Described:
    content: dict[str, Any]
    files: list[KeptFile]


class Describer:
    """Of a course and its lessons as their editors left them, published or not."""

    def __init__(self, course: CoursePage) -> None:
        self.course: CoursePage = course.get_latest_revision_as_object()
        below = LessonPage.objects.child_of(course).order_by("path")
        self.lessons: list[LessonPage] = [lesson.get_latest_revision_as_object() for lesson in below]
        self.numbers = {str(lesson.pk): number for number, lesson in enumerate(self.lessons, start=1)}
        self.found = {
            kind: Found(kind)
            for kind in ("picture", "document", "recording", "video", "question", "quiz", "glossary", "package")
        }
        self.files: list[KeptFile] = []

    def describe(self) -> Described:
        """What names others first: videos are known when all lessons and questions have been read."""
        content: dict[str, Any] = {"format": formats.FORMAT, "version": formats.VERSION}
        content["language"] = self.course.locale.language_code
        content["provider"] = self.course.provider.name
        content["course"] = self._course()
        content["lessons"] = [self._lesson(lesson) for lesson in self.lessons]
        content["quizzes"] = self._each("quiz", self._quiz)
        content["questions"] = self._each("question", self._question)
        content["videos"] = self._each("video", self._video)
        content["pictures"] = self._each("picture", self._picture)
        content["documents"] = self._each("document", self._document)
        content["recordings"] = self._each("recording", self._recording)
        content["packages"] = self._each("package", self._package)
        content["glossaries"] = self._each("glossary", self._glossary)
        return Described(content, self.files)

    def _each(self, kind: str, describe: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
        return [describe(row) for row in self.found[kind].rows.values()]

    def _course(self) -> dict[str, Any]:
        course, policy = self.course, self.course.hour_policy
        field = CoursePage._meta.get_field
        return {
            **written(course),
            "description": texts.written(course.description, self._link),
            "outcomes": self._blocks(field("outcomes"), course.outcomes),
            "cover": self.found["picture"].key(course.cover),
            "programme": written(course.programme, *NOT_OF_PROGRAMMES),
            "audiences": [written(one, *NOT_OF_PROGRAMMES) for one in course.audiences.all()],
            "hour_policy": _policy(policy) if policy else None,
        }

    def _lesson(self, lesson: LessonPage) -> dict[str, Any]:
        return {
            **written(lesson),
            "body": self._blocks(LessonPage._meta.get_field("body"), lesson.body),
            "video": self.found["video"].key(lesson.video),
            "quiz": self.found["quiz"].key(lesson.quiz),
            "package": self.found["package"].key(lesson.package),
            "video_questions": [
                {"second": asked.second, "question": self.found["question"].key(asked.question)}
                for asked in lesson.video_questions.order_by("sort_order")
            ],
        }

    def _blocks(self, stream: Any, value: Any) -> list[dict[str, Any]]:
        raw = stream.stream_block.get_prep_value(value)
        found: list[dict[str, Any]] = texts.out(stream.stream_block, raw, self._named, self._link)
        return found

    def _named(self, kind: str, number: Any) -> str | None:
        """What a block chose; None if it is there no longer."""
        model: Any = {"picture": Picture, "document": Document, "recording": Recording}[kind]
        return self.found[kind].key(model.objects.filter(pk=number).first())

    def _link(self, linktype: str, number: str) -> tuple[str, str] | None:
        """Lessons and files go along; of every other page its whole address."""
        if linktype == "document" and number.isdecimal():
            key = self._named("document", number)
            return ("id", key) if key else None
        if linktype == "page" and number in self.numbers:
            return "id", formats.key("lesson", self.numbers[number])
        page = Page.objects.filter(pk=number).first() if linktype == "page" and number.isdecimal() else None
        address = page.full_url if page else None
        return ("href", address) if address else None

    def _quiz(self, quiz: Quiz) -> dict[str, Any]:
        """With every question that may be drawn for it."""
        draws = list(quiz.draws.select_related("topic").order_by("sort_order"))
        asked = self.found["question"]
        for question in Question.objects.filter(tags__in=[draw.topic for draw in draws]).distinct().order_by("pk"):
            asked.key(question)
        return {
            **written(quiz),
            "chosen": [
                asked.key(one.question) for one in quiz.chosen.select_related("question").order_by("sort_order")
            ],
            "draws": [{"topic": draw.topic.name, "count": draw.count} for draw in draws],
        }

    def _question(self, question: Question) -> dict[str, Any]:
        return {
            **written(question),
            "picture": self.found["picture"].key(question.picture),
            "clip": self.found["video"].key(question.clip),
            "tags": sorted(question.tags.names()),
            "options": [written(option) for option in question.options.order_by("sort_order")],
        }

    def _video(self, video: Video) -> dict[str, Any]:
        used = Glossary.objects.filter(videos=video) | Glossary.objects.filter(is_everywhere=True)
        readable = video.transcripts.readable() | video.transcripts.filter(state=Transcript.State.SILENT)
        return {
            **{name: getattr(video, name) for name in OF_A_VIDEO},
            "tags": sorted(video.tags.names()),
            "glossaries": [self.found["glossary"].key(one) for one in used.distinct().order_by("title", "terms")],
            "transcripts": [_transcript(one) for one in readable.order_by("language")],
            "chapters": list(video.chapters.values("start_ms", "title", "is_suggested")),
            "file": self._file("videos", video.file, video.original_name),
        }

    def _picture(self, picture: Picture) -> dict[str, Any]:
        return {
            **{name: getattr(picture, name) for name in OF_A_PICTURE},
            "tags": sorted(picture.tags.names()),
            "file": self._file("pictures", picture.file, str(picture.file.name)),
        }

    def _document(self, document: Any) -> dict[str, Any]:
        name = PurePath(document.file.name).name
        said = {"title": document.title, "name": name, "tags": sorted(document.tags.names())}
        return {**said, "file": self._file("documents", document.file, name)}

    def _recording(self, recording: Recording) -> dict[str, Any]:
        return {"file": self._file("recordings", recording.file, str(recording.file.name))}

    def _package(self, package: CoursePackage) -> dict[str, Any]:
        """With nothing of what was read from it: where it arrives it is read again."""
        name = package.original_name
        return {"name": name, "file": self._file("packages", package.file, str(package.file.name))}

    def _glossary(self, glossary: Glossary) -> dict[str, Any]:
        return {"title": glossary.title, "terms": glossary.terms, "tags": sorted(glossary.tags.names())}

    def _file(self, folder: str, file: FieldFile, name: str) -> dict[str, Any]:
        suffix = PurePath(name).suffix.lower()
        number = sum(1 for kept in self.files if kept.record["path"].startswith(f"{folder}/")) + 1
        path = f"{folder}/{number}{suffix}"
        record: dict[str, Any] = {"path": path if formats.FILE.fullmatch(path) else f"{folder}/{number}"}
        self.files.append(KeptFile(file, record))
        return record


def describe(course: CoursePage) -> Described:
    return Describer(course).describe()


def _policy(policy: HourPolicy) -> dict[str, Any]:
    return {"name": policy.name, "versions": [written(rule) for rule in policy.versions.order_by("version")]}


def _transcript(transcript: Transcript) -> dict[str, Any]:
    """Who made the words goes along, for what the engine wrote is told from what a person did."""
    state = transcript.state if transcript.state == Transcript.State.SILENT else Transcript.State.DONE
    cues: Iterable[Sequence[Any]] = Cue.objects.filter(transcript=transcript).values_list(*OF_A_CUE)
    said = {"language": transcript.language, "state": str(state), "engine": transcript.engine}
    return {**said, "cues": list(map(list, cues))}
