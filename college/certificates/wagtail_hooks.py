from wagtail import hooks
from wagtail.permissions import register_permission_policy

from college.certificates import panels
from college.certificates.models import Certificate
from college.certificates.viewsets import CertificatesGroup, ReadOnlyPolicy

register_permission_policy(Certificate, ReadOnlyPolicy(Certificate))

hooks.register("course_panels", panels.course_panels)
hooks.register("lesson_panels", panels.lesson_panels)


@hooks.register("register_admin_viewset")
def certificates() -> CertificatesGroup:
    return CertificatesGroup()
