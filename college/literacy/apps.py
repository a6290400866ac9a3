from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiteracyConfig(AppConfig):
    name = "college.literacy"
    verbose_name = _("认字")

    def ready(self) -> None:
        from college.literacy.letters.models import Letter
        from college.literacy.letters.tasks import recognise_letter
        from media.queue import register

        register(Letter, recognise_letter)
