"""Drafts out of an outline, all of them or none. Who may is asked before."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.models import Collection

from cms.models import Picture
from college.courses.documents.outlines import Block, Heading, Lesson, Outline, Table, Text
from college.courses.documents.outlines import Picture as Shown
from college.courses.drafts import add_draft
from college.courses.models import CoursePage, LessonPage
from college.people.models import User

Pictures = Mapping[str, Picture]


def import_lessons(
    *, course: CoursePage, outline: Outline, collection: Collection | None, user: User
) -> list[LessonPage]:
    """Behind the lessons that are there, with the pictures they show in `collection`; without any if it is None."""
    saved: dict[str, Picture] = {}
    try:
        with transaction.atomic():
            parent = CoursePage.objects.select_for_update().get(pk=course.pk)
            if collection:
                _save_pictures(outline, collection, user, saved)
            pages = [_page(lesson, saved) for lesson in outline.lessons]
            return [add_draft(course=parent, lesson=page, user=user) for page in pages]
    except Exception:
        for picture in saved.values():
            picture.file.delete(save=False)  # the rows went with the transaction, the files do not
        raise


def _save_pictures(outline: Outline, collection: Collection, user: User, saved: dict[str, Picture]) -> None:
    shown = {block.key: block.alt for lesson in outline.lessons for block in lesson.pictures}
    for number, (key, alt) in enumerate(shown.items(), start=1):
        drawn = outline.pictures.get(key)
        if drawn is None:
            continue
        title = f"{outline.title} {number}"[:255]
        picture = Picture(title=title, description=alt, collection=collection, uploaded_by_user=user)
        picture.file = ImageFile(BytesIO(drawn.content), name=f"lesson-{number}.{drawn.extension}")
        picture._set_image_file_metadata()  # as the form for one picture does
        picture.save()
        saved[key] = picture


def _page(lesson: Lesson, pictures: Pictures) -> LessonPage:
    blocks = [raw for block in lesson.blocks if (raw := _raw(block, pictures))]
    return LessonPage(title=lesson.title, body=json.dumps(blocks), reading_minutes=lesson.minutes)


def _raw(block: Block, pictures: Pictures) -> dict[str, Any] | None:
    """As a page keeps it; None for a picture that was not saved."""
    match block:
        case Heading(text) | Text(text):
            value: Any = text
        case Table(rows, has_headings):
            value = _table(rows, has_headings)
        case Shown(key, alt):
            if key not in pictures:
                return None
            image = {"image": pictures[key].pk, "decorative": False, "alt_text": alt}
            value = {"image": image, "caption": ""}
    return {"type": block.kind, "value": value, "id": str(uuid4())}


def _table(rows: tuple[tuple[str, ...], ...], has_headings: bool) -> dict[str, Any]:
    """As `wagtail.contrib.table_block` keeps one."""
    return {
        "data": [list(row) for row in rows],
        "cell": [],
        "first_row_is_table_header": has_headings,
        "first_col_is_header": False,
        "table_header_choice": "row" if has_headings else "neither",
        "table_caption": "",
    }
