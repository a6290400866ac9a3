from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "college.courses"
    verbose_name = _("课程")

    def ready(self) -> None:
        from wagtail.models import AbstractPage
        from wagtail.permissions import register_permission_policy

        from college.courses import handlers, privacy, recorded  # noqa: F401
        from college.courses.archive.tasks import work_on_import
        from college.courses.checklist.tasks import look_at_address, measure_picture
        from college.courses.models import AddressVisit, CourseImport, PictureContrast
        from college.courses.review import handlers as review  # noqa: F401
        from college.courses.review.policy import OrganisationsPolicy
        from media.queue import register

        register(CourseImport, work_on_import)
        register(PictureContrast, measure_picture)
        register(AddressVisit, look_at_address)
        register_permission_policy(AbstractPage, OrganisationsPolicy())
