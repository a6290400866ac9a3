from wagtail import hooks
from wagtail.permissions import register_permission_policy

from college.certificates import panels, record, reminders
from college.certificates.desk.certificates import ReadOnlyPolicy
from college.certificates.desk.group import CertificatesGroup
from college.certificates.lists.views import IssuingPolicy
from college.certificates.models import Certificate, IssueList

register_permission_policy(Certificate, ReadOnlyPolicy(Certificate))
register_permission_policy(IssueList, IssuingPolicy(IssueList))

hooks.register("course_panels", panels.course_panels)
hooks.register("lesson_panels", panels.lesson_panels)
hooks.register("due", reminders.due)
hooks.register("my_pages", record.own_pages)
hooks.register("record_sections", record.certificates)


@hooks.register("register_admin_viewset")
def certificates() -> CertificatesGroup:
    return CertificatesGroup()
