from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "college.people"
    verbose_name = _("用户、组织与登录")
    default = True

    def ready(self) -> None:
        from college.people import checks  # noqa: F401
        from college.people.cards import holdings  # noqa: F401
        from college.people.privacy import own  # noqa: F401

        autodiscover_modules("privacy")  # what each room holds of a person


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with our fields."""

    user_viewset = "college.people.viewsets.users.UserViewSet"
