from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "college.certificates"
    verbose_name = _("证书")

    def ready(self) -> None:
        from college.certificates import handlers  # noqa: F401
        from college.certificates.badges import checks  # noqa: F401
        from college.certificates.lists.tasks import work_off_list
        from college.certificates.models import IssueList
        from media.queue import register

        register(IssueList, work_off_list)
