from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "college.people"
    verbose_name = _("用户、组织与登录")
    default = True

    def ready(self) -> None:
        from college.people import checks  # noqa: F401


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with our fields."""

    user_viewset = "college.people.viewsets.users.UserViewSet"
