"""A course that has one of everything, who may carry it, and the carrying."""

import io
import json
import math
import struct
import wave
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page

from cms.models import Picture
from college.courses.archive.actions import begin_import_of_file, work
from college.courses.archive.describing import describe
from college.courses.archive.writing import stream
from college.courses.models import (
    Audience,
    CourseImport,
    CoursePage,
    HourPolicy,
    HourRule,
    LessonPage,
    Programme,
    VideoQuestion,
)
from college.packages.actions import keep, receive
from college.people.models import Organisation, StaffKind, User
from college.quizzes.models import Question, Quiz, Topic
from college.voice import recordings
from college.voice.models import Recording
from media.attempts import attempt
from media.models import Glossary, Video
from tests.courses.board.cast import an_editor
from tests.courses.documents.files import png
from tests.factories import (
    AudienceFactory,
    CoursePageFactory,
    LessonPageFactory,
    MembershipFactory,
)
from tests.media.factories import ChapterFactory, CueFactory, TranscriptFactory, VideoFactory
from tests.packages import samples
from tests.quizzes.bank import a_question
from tests.quizzes.cast import a_quiz

Document = get_document_model()
Change = Callable[[dict[str, Any]], None]


def a_worker(organisation: Organisation | None = None) -> User:
    """An editor who works in one organisation alone: in the district, if none is said."""
    user = an_editor()
    if organisation:
        user.memberships.all().delete()
        MembershipFactory(user=user, organisation=organisation, kind=StaffKind.COMMUNITY_WORKER)
    return user


def sound() -> bytes:
    """A second of a tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 6))) for n in range(16000)))
    return out.getvalue()


def a_picture(title: str = "红纸", **fields: Any) -> Picture:
    picture = Picture(title=title, description="一张红纸", collection=Collection.get_first_root_node(), **fields)
    picture.file = ImageFile(io.BytesIO(png()), name="red.png")
    picture._set_image_file_metadata()
    picture.save()
    return picture


def a_document() -> Any:
    document = Document(title="讲义", collection=Collection.get_first_root_node())
    document.file = ContentFile(b"%PDF-1.4 a handout", "handout.pdf")
    document._set_document_file_metadata()
    document.save()
    return document


def a_video() -> Video:
    """With what the engine heard, what a person made of it, another language and chapters."""
    video = VideoFactory(title="写自己的名字", terms="周文清")
    video.tags.set(["认字"])
    video.glossaries.add(Glossary.objects.create(title="地名", terms="合肥\n庐阳"))
    Glossary.objects.get().tags.add("合肥")
    Glossary.objects.create(title="大家的", terms="社区学院", is_everywhere=True)
    heard = TranscriptFactory(video=video, state="done", engine="faster-whisper base")
    CueFactory(transcript=heard, start_ms=0, end_ms=900, text="名字", confidence=0.4, sureness=[40, 90])
    CueFactory(transcript=heard, start_ms=1000, end_ms=2000, text="周文清", repairs=[[0, 2, "洲文"]], is_corrected=True)
    CueFactory(transcript=TranscriptFactory(video=video, language="en", state="done"), start_ms=0, text="Your name")
    ChapterFactory(video=video, start_ms=0, title="开头")
    return video


def a_full_course(user: User) -> CoursePage:
    picture, document, video = a_picture(), a_document(), a_video()
    recording = recordings.keep(io.BytesIO(sound()), 40_000, by=user)
    policy = HourPolicy.objects.create(name="省里的规则")
    HourRule.objects.create(
        policy=policy, version=1, valid_from="2026-01-01", source="省厅〔2026〕1号", daily_cap="4.50"
    )
    course = CoursePageFactory(
        title="认字第一步",
        slug="first-step",
        cover=picture,
        hours=Decimal("2.5"),
        hour_policy=policy,
        is_in_order=True,
        available_from="2026-03-01T08:00:00+08:00",
        outcomes=[("outcome", "会写自己的名字")],
        search_description="给第一次拿笔的人",
    )
    course.audiences.add(AudienceFactory(kinds=["learner"]))
    asked = a_question(text="火警打哪个号码？", topics=("用火",), picture=picture, clip=VideoFactory(title="警铃"))
    a_question("matching", text="配一配", topics=("用火",))
    quiz = a_quiz(asked, draws={"用火": 1}, pass_mark=80, time_limit_minutes=5)
    first = LessonPageFactory(parent=course, title="名字", slug="name", video=video, quiz=quiz, required_share=70)
    VideoQuestion.objects.create(lesson=first, second=3, question=a_question("ordering", text="排一排"))
    second = LessonPageFactory(parent=course, title="再写一次", slug="again", introduction="带上笔", live=False)
    detail = {"char": "人", "pinyin": "rén", "words": "人民", "sentence": "人人都来。", "recording": str(recording.pk)}
    links = f'<a linktype="page" id="{first.pk}">上一课</a>和<a linktype="document" id="{document.pk}">讲义</a>'
    headings = {"first_row_is_table_header": True, "first_col_is_header": False, "table_header_choice": "row"}
    second.body = json.dumps(
        [
            {"type": "heading", "value": "今天"},
            {"type": "text", "value": f"<p>先看{links}，<b>再</b>写。</p>"},
            {"type": "picture", "value": {"image": {"image": picture.pk, "decorative": False, "alt_text": "纸"}}},
            {"type": "table", "value": {"data": [["字", "音"], ["人", "rén"]], **headings}},
            {"type": "callout", "value": {"kind": "tip", "text": "<p>慢慢来</p>"}},
            {"type": "steps", "value": {"title": "做法", "steps": ["坐好", "写"]}},
            {"type": "document", "value": {"document": document.pk, "description": "打印出来"}},
            {"type": "characters", "value": {"characters": "人", "details": [detail]}},
        ]
    )
    second.package = keep(receive(file=SimpleUploadedFile("课件.zip", samples.story()), user=user))
    second.save_revision()
    course.description = f'<p><a linktype="page" id="{first.pk}">从这里开始</a></p>'
    course.save_revision().publish()
    return CoursePage.objects.get(pk=course.pk)


def exported(course: CoursePage) -> bytes:
    return b"".join(stream(describe(course)))


def content_of(archive: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zipfile.ZipFile(io.BytesIO(archive)).read("course.json"))
    return found


def changed(archive: bytes, change: Change) -> bytes:
    """The archive with `course.json` as somebody else wrote it."""
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(archive))
    content = json.loads(source.read("course.json"))
    change(content)
    with zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            if part.filename != "course.json":
                target.writestr(part, source.read(part))
        target.writestr("course.json", json.dumps(content), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def worked_on(row: CourseImport) -> CourseImport:
    attempt(CourseImport, row.pk, work)
    return CourseImport.objects.get(pk=row.pk)


def brought(archive: bytes, user: User) -> CourseImport:
    """Sent, and looked into by a worker."""
    return worked_on(begin_import_of_file(file=ContentFile(archive, "course.zip"), user=user))


def wipe() -> None:
    """As a site is that never had the course."""
    for page in CoursePage.objects.all():
        Page.objects.get(pk=page.pk).delete()
    for document in Document.objects.all():
        document.file.delete(save=False)
    for model in (Quiz, Question, Topic, Recording, Document, Picture, Programme, Audience, HourRule, HourPolicy):
        model._default_manager.all().delete()
    Video.objects.all().delete()
    Glossary.objects.all().delete()
    assert not LessonPage.objects.exists()


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
