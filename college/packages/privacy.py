"""What is held of whoever put packages here: they are the college's work."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from college.packages.models import Package
from college.people.privacy.holdings import Held

if TYPE_CHECKING:
    from college.people.models import User


@hooks.register("person_data", order=45)
def packages(person: "User") -> list[Held]:
    return [
        Held(
            key="course_packages",
            title=_("您放进来的课件"),
            rows=Package.objects.filter(made_by=person).order_by("pk"),
            of=("packages.Package.made_by",),
            columns={"title": "title", "file_name": "original_name", "at": "made_at"},
        )
    ]
