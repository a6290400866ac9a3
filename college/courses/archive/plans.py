"""What taking an archive in would do: what would be made new, and what is here already and is used as it is."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha1, sha256
from typing import Any

from wagtail.permissions import policy_registry

from cms.models import Picture
from college.courses.archive.contents import Content, a_dict, a_list, a_text
from college.courses.archive.describing import OF_A_CUE, Document
from college.courses.archive.fields import read, written
from college.courses.archive.formats import PIECE
from college.courses.archive.packages import Package
from college.courses.archive.refusals import BadArchive
from college.courses.models import Audience, CoursePage, HourPolicy, LessonPage
from college.people.models import User
from college.quizzes.models import Option, Question
from media.files import at_hand
from media.models import Cue, Glossary, Video

OWN = ("choose", "change", "add")
COUNTED = ("video", "picture", "document", "recording", "package", "quiz", "question", "glossary")


@dataclass
class Plan:
    """As the row of an import keeps it. `here`: by kind, which key is which row of this site."""

    title: str
    provider: str
    programme: dict[str, str]
    lessons: list[dict[str, Any]]
    counts: dict[str, int]
    here: dict[str, dict[str, int]] = field(default_factory=dict)
    new_audiences: list[str] = field(default_factory=list)
    new_hour_policy: str = ""

    def new(self, kind: str) -> int:
        return self.counts[kind] - len(self.here.get(kind, {}))

    @property
    def as_kept(self) -> dict[str, Any]:
        return asdict(self)


def check_files(package: Package, content: Content) -> Iterator[int]:
    """Bytes read, as it goes on. Raises BadArchive."""
    for record in content.files():
        yield from package.check(record)


def plan(content: Content, user: User) -> Plan:
    """Raises BadArchive."""
    course, programme = content.course, a_dict(content.course.get("programme"))
    audiences = [a_dict(one) for one in a_list(course.get("audiences", []), 100)]
    known = set(Audience.objects.values_list("slug", flat=True))
    policy = course.get("hour_policy")
    policy_name = a_text(a_dict(policy).get("name"), 60) if policy else ""
    found = Plan(
        title=read(CoursePage, course)["title"] if course.get("title") else "",
        provider=content.provider,
        programme={name: a_text(programme.get(name), 60) for name in ("name", "slug")},
        lessons=[_shown(content, row) for row in content.of["lesson"].values()],
        counts={kind: len(content.of[kind]) for kind in COUNTED},
        new_audiences=[a_text(one.get("name"), 40) for one in audiences if one.get("slug") not in known],
        new_hour_policy="" if HourPolicy.objects.filter(name=policy_name).exists() else policy_name,
    )
    if not found.title:
        raise BadArchive("content")
    found.here = {
        "video": _here(content, "video", user, same_video),
        "picture": _here(content, "picture", user, same_picture),
        "document": _here(content, "document", user, same_document),
        "glossary": _here(content, "glossary", user, same_glossary),
    }
    found.here["question"] = {
        key: pk for key, row in content.of["question"].items() if (pk := same_question(row, found.here))
    }
    return found


def _shown(content: Content, row: dict[str, Any]) -> dict[str, Any]:
    title = read(LessonPage, row, "title").get("title")
    if not title:
        raise BadArchive("content")
    has = {kind: content.row(kind, row.get(kind)) is not None for kind in ("video", "quiz")}
    return {"title": title, **has}


def _here(content: Content, kind: str, user: User, same: Any) -> dict[str, int]:
    found = ((key, same(content, row, user)) for key, row in content.of[kind].items())
    return {key: pk for key, pk in found if pk}


def same_video(content: Content, row: dict[str, Any], user: User) -> int | None:
    """The same bytes, with the same words and chapters: captions that somebody corrected elsewhere are not lost."""
    alike = Video.objects.choosable_by(user).filter(size=row["file"]["size"], title=row.get("title", ""))
    for video in alike.exclude(state=Video.State.FAILED).order_by("pk"):
        if says_the_same(video, row) and _digest(video) == row["file"]["sha256"]:
            return int(video.pk)
    return None


def says_the_same(video: Video, row: dict[str, Any]) -> bool:
    chapters = [[one.start_ms, one.title] for one in video.chapters.all()]
    said = [[one.get("start_ms"), one.get("title")] for one in map(a_dict, a_list(row.get("chapters", [])))]
    return (
        video.language == row.get("language")
        and (chapters == said or not said)
        and all(_has(video, a_dict(one)) for one in a_list(row.get("transcripts", []), 50))
    )


def _has(video: Video, transcript: dict[str, Any]) -> bool:
    cues = Cue.objects.filter(transcript__video=video, transcript__language=transcript.get("language"))
    return list(map(list, cues.values_list(*OF_A_CUE[:3]))) == [
        a_list(cue)[:3] for cue in a_list(transcript.get("cues", []))
    ]


def _digest(video: Video) -> str:
    digest = sha256()
    try:
        with at_hand(video.file) as path, path.open("rb") as source:
            while piece := source.read(PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def same_picture(content: Content, row: dict[str, Any], user: User) -> int | None:
    alike = _own(Picture, user).filter(file_hash=_sha1(content, row), description=row.get("description", ""))
    return alike.order_by("pk").values_list("pk", flat=True).first()


def same_document(content: Content, row: dict[str, Any], user: User) -> int | None:
    alike = _own(Document, user).filter(file_hash=_sha1(content, row), title=row.get("title", ""))
    return alike.order_by("pk").values_list("pk", flat=True).first()


def same_glossary(content: Content, row: dict[str, Any], user: User) -> int | None:
    alike = Glossary.objects.filter(title=row.get("title", ""), terms=row.get("terms", ""))
    return alike.order_by("pk").values_list("pk", flat=True).first()


def same_question(row: dict[str, Any], here: dict[str, dict[str, int]]) -> int | None:
    """Whose answers, topics, picture and clip are the same: it is asked from its place here, and not twice."""
    said = read(Question, row)
    for question in Question.objects.filter(kind=said.get("kind"), text=said.get("text")).order_by("pk"):
        options = [written(option) for option in question.options.order_by("sort_order")]
        if (
            question.explanation == said.get("explanation", "")
            and sorted(question.tags.names()) == row.get("tags", [])
            and options == [read(Option, a_dict(one)) for one in a_list(row.get("options", []), 100)]
            and question.picture_id == _known(row.get("picture"), here["picture"])
            and question.clip_id == _known(row.get("clip"), here["video"])
        ):
            return int(question.pk)
    return None


def _known(key: Any, here: dict[str, int]) -> int | None:
    """No row has the number 0: what the question shows is not here, so neither is the question."""
    return None if key is None else here.get(key, 0)


def _own(model: Any, user: User) -> Any:
    policy = policy_registry.get_by_type(model)
    return model.objects.filter(pk__in=policy.instances_user_has_any_permission_for(user, OWN).values("pk"))


def _sha1(content: Content, row: dict[str, Any]) -> str:
    """As Wagtail keeps of pictures and files; that the bytes are those of the archive was checked before."""
    digest = sha1(usedforsecurity=False)
    with content.package.opened(row["file"]["path"]) as source:
        while piece := source.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
