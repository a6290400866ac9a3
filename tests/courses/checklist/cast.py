"""Lessons as editors write them."""

import json
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.images import ImageFile
from PIL import Image
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import Picture
from college.courses.checklist.lists import Checklist, checklist_of
from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from media.models import Video
from tests.courses.board.cast import an_editor
from tests.factories import CoursePageFactory, LessonPageFactory

EASY = "请您把手机放在桌子上，慢慢地看，慢慢地学，不用着急。" * 4
HARD = "饕餮缮膺鳏寡孤独耄耋踽踽" * 8


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def text(html: str) -> dict[str, Any]:
    return block("text", html)


def a_lesson(*blocks: dict[str, Any], course: CoursePage | None = None, **fields: Any) -> LessonPage:
    made: LessonPage = LessonPageFactory(parent=course or CoursePageFactory(), body=json.dumps(blocks), **fields)
    return LessonPage.objects.get(pk=made.pk)


def a_picture(title: str = "灭火器", colour: str = "white", **fields: Any) -> Picture:
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return Picture.objects.create(title=title, file=ImageFile(file, f"{colour}.png"), **fields)


def shown(picture: Picture, alt: str = "", *, is_decorative: bool = False) -> dict[str, Any]:
    image = {"image": picture.pk, "alt_text": alt, "decorative": is_decorative}
    return block("picture", {"image": image, "caption": ""})


def checked(lesson: LessonPage, user: User | None = None) -> Checklist:
    return checklist_of(LessonPage.objects.get(pk=lesson.pk), user or an_editor())


def said(lesson: LessonPage) -> list[str]:
    return [f"{point.name}：{point.sentence}" for point in checked(lesson).points]


def unseen(lesson: LessonPage) -> list[str]:
    return [point.sentence for point in checked(lesson).unseen]


def form(title: str, video: Video | None = None, **fields: Any) -> dict[str, str]:
    """What the editor of a lesson sends."""
    data = {
        "title": title,
        "slug": "lesson",
        "introduction": "",
        "video": video.pk if video else "",
        "body": streamfield([]),
        "video_questions": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
        "reading_minutes": "5",
        "is_required": "on",
        "required_share": "90",
        "package_rule": "completed",
        "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
        **fields,
    }
    return nested_form_data(data)
