"""The menu of certificates."""

from django.utils.translation import pgettext_lazy
from wagtail.admin.viewsets.base import ViewSetGroup

from college.certificates.desk.awards import AwardViewSet
from college.certificates.desk.certificates import CertificateViewSet
from college.certificates.desk.issuers import IssuerViewSet
from college.certificates.desk.nominations import NominationViewSet
from college.certificates.desk.publicity import PublicityViewSet
from college.certificates.desk.templates import TemplateViewSet
from college.certificates.lists.viewset import IssueListViewSet


class CertificatesGroup(ViewSetGroup):
    menu_label = pgettext_lazy("plural", "证书")
    menu_icon = "pick"
    menu_order = 300
    items = (
        CertificateViewSet,
        NominationViewSet,
        PublicityViewSet,
        IssueListViewSet,
        AwardViewSet,
        TemplateViewSet,
        IssuerViewSet,
    )
