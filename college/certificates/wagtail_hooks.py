from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from college.certificates import panels, record, reminders
from college.certificates.desk.certificates import ReadOnlyPolicy
from college.certificates.desk.group import CertificatesGroup
from college.certificates.lists.views import IssuingPolicy
from college.certificates.models import AwardCourse, Certificate, IssueList, Nomination, PublicityList
from college.certificates.nominating import close_what_rested_on
from college.progress.models import Enrolment

for model in (Certificate, Nomination, PublicityList):
    register_permission_policy(model, ReadOnlyPolicy(model))
register_permission_policy(IssueList, IssuingPolicy(IssueList))

hooks.register("course_panels", panels.course_panels)
hooks.register("lesson_panels", panels.lesson_panels)
hooks.register("completion_withdrawn", close_what_rested_on)
hooks.register("due", reminders.due)
hooks.register("my_pages", record.own_pages)
hooks.register("record_sections", record.certificates)


@hooks.register("register_admin_viewset")
def certificates() -> CertificatesGroup:
    return CertificatesGroup()


@hooks.register("papers_for_completion")
def certificates_for_completion(enrolments: Iterable[Enrolment]) -> dict[int, list[str]]:
    """The serials of what stands that was given for these courses, by enrolment; in one query."""
    by_key = {(each.learner_id, each.course_id): each.pk for each in enrolments}
    given = Certificate.objects.filter(revoked_at=None, superseded_at=None, renewed_at=None)
    given = given.filter(holder__in={learner for learner, _course in by_key})
    found: dict[int, list[str]] = {}
    for serial, *key in given.order_by("issued_at").values_list("serial", "holder", "award__required__course"):
        if pk := by_key.get(tuple(key)):
            found.setdefault(pk, []).append(serial)
    return found


@hooks.register("before_delete_page", order=-1)
def keep_the_courses_of_awards(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before the courses' own words, that people learned from it: here perhaps nobody did."""
    asked = AwardCourse.objects.filter(course__path__startswith=page.path).select_related("award", "course").first()
    if not asked:
        return None
    words = _("“%(course)s”写在发证规则“%(award)s”里，不能删除。请先在那条规则里换掉它，或改用“取消发布”。")
    messages.error(request, words % {"course": asked.course.title, "award": asked.award})
    return redirect("wagtailadmin_explore", page.get_parent().pk)
