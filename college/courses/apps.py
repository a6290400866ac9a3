from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "college.courses"
    verbose_name = _("课程")

    def ready(self) -> None:
        from college.courses import handlers, recorded  # noqa: F401
