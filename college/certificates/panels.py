from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.models import Page

from cms.editions import per_edition
from cms.panels import Panel
from college.certificates.models import Award
from college.courses.models import CoursePage, LessonPage

if TYPE_CHECKING:
    from college.people.models import User


class EarnsPanel(Panel):
    """What finishing this course earns, and whom."""

    place = "facts"
    template_name = "certificates/_earns.html"

    def __init__(self, award: Award) -> None:
        self.award = award

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"award": self.award}


class HeldPanel(Panel):
    """The certificate that this reader holds for the course."""

    place = "after"
    order = 200
    template_name = "certificates/_held.html"

    def __init__(self, award: Award) -> None:
        self.award = award

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"award": self.award}


class CourseDonePanel(Panel):
    """Where the certificate is, shown the moment the course is completed."""

    place = "course_done"
    template_name = "certificates/_course_done.html"


@per_edition
def are_given_for(course_path: str) -> bool:
    """Whether there is, or was, anything to earn by the course: most have nothing, and cost nothing."""
    return Award.objects.of_course(course_path).exists()


def awards_for(user: "User | AnonymousUser", course_path: str) -> list[Any]:
    """The awards that ask for a course, with `held` (see `with_certificate_of`)."""
    if not are_given_for(course_path):
        return []
    return list(Award.objects.of_course(course_path).with_certificate_of(user).order_by("pk"))


def course_panels(request: HttpRequest, page: CoursePage) -> list[Panel]:
    awards = awards_for(request.user, page.path)
    earned: list[Panel] = [EarnsPanel(award) for award in awards if award.is_active]
    return earned + [HeldPanel(award) for award in awards if award.held]


def lesson_panels(request: HttpRequest, page: LessonPage) -> list[Panel]:
    if not request.user.is_authenticated:
        return []
    awards = awards_for(request.user, Page._get_basepath(page.path, page.depth - 1))
    held = [HeldPanel(award) for award in awards if award.held]
    if held:
        return [*held, CourseDonePanel()]
    earns = any(award.is_active and award.kinds_of(request.user) for award in awards)
    return [CourseDonePanel()] if earns else []
