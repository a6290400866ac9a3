"""What is held of whoever brought a course from elsewhere."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.courses.archive.actions import give_up
from college.courses.models import CourseImport
from college.people.privacy.holdings import Held

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym


@hooks.register("person_data", order=45)
def courses_brought(person: "User") -> list[Held]:
    return [
        Held(
            key="course-imports",
            title=_("您导入的课程文件"),
            rows=_of(person),
            of=("courses.CourseImport.user",),
            columns={"name": "name", "bytes": "size", "at": "created_at"},
            words={"name": _("文件名"), "bytes": _("字节")},
        )
    ]


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    """What became a course is the college's; what did not is nobody's."""
    for row in _of(person):
        give_up(row=row)


def _of(person: "User") -> QuerySet[CourseImport]:
    return CourseImport.objects.filter(user=person).order_by("pk")
