from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VoiceConfig(AppConfig):
    name = "college.voice"
    verbose_name = _("朗读")

    def ready(self) -> None:
        from college.voice.models import Saying
        from college.voice.tasks import speak_saying
        from media.queue import register

        register(Saying, speak_saying)
