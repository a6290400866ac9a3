from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HanziConfig(AppConfig):
    name = "college.hanzi"
    verbose_name = _("汉字")
