from django.apps import AppConfig


class CollegeConfig(AppConfig):
    name = "college"

    def ready(self) -> None:
        from college import checks  # noqa: F401
