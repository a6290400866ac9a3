"""The record's section of this room, the certificates a person was given; and their own page among a learner's."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from college.certificates.models import Certificate
from college.progress.mine import MyPage
from college.progress.record.periods import Period
from college.progress.record.sections import Figure, Link, Section, Value

if TYPE_CHECKING:
    from college.people.models import User


def own_pages() -> list[MyPage]:
    return [MyPage(gettext_lazy("我的证书"), "certificates:mine", 40)]


def certificates(user: "User", period: Period) -> list[Section]:
    found = list(Certificate.objects.of(user).filter(period.holds("issued_at")))
    valid = sum(certificate.is_current for certificate in found)
    section = Section(
        key="certificates",
        title=pgettext("plural", "证书"),
        headings=[_("课程"), _("证书"), _("发证日期"), _("编号"), _("状态")],
        widths=[22, 13, 15, 19, 7],
        rows=[_row(certificate) for certificate in found],
        empty=_("没有证书。"),
        order=40,
        figures=[Figure(_("有效的证书"), ngettext("%(count)s 张", "%(count)s 张", valid) % {"count": valid})],
    )
    return [section]


def _row(certificate: Certificate) -> list[Value]:
    printed = certificate.printed
    url = reverse("certificates:verify", args=[certificate.serial])
    serial = Link(certificate.serial, f"{url}?code={certificate.code}")
    return [certificate.course, printed.title, printed.issued_on, serial, certificate.state_label]
