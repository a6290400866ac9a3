from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "college.people"
    verbose_name = _("用户、组织与登录")
