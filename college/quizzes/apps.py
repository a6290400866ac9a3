from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "college.quizzes"
    verbose_name = _("测验")

    def ready(self) -> None:
        from college.quizzes import handlers  # noqa: F401
