"""Before a certificate runs out its holder is told: on their own pages as long as it lasts, by e-mail once."""

import logging
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cms.remembering import once_a_day
from college.certificates.models import Award, Certificate
from college.certificates.querysets import CertificateQuerySet
from college.progress.today.due import Due

if TYPE_CHECKING:
    from college.people.models import User

logger = logging.getLogger(__name__)
AT_ONCE = 200
SHOWN = ("serial", "content", "valid_until", "revoked_at", "superseded_at", "renewed_at", "award__reminder_days")
"""What is read of a certificate to tell its holder."""


def running_out() -> CertificateQuerySet:
    """Standing ones from the day of their reminder to their last."""
    today = timezone.localdate()
    days = Award.objects.order_by().values_list("reminder_days", flat=True).distinct()
    begun = [Q(award__reminder_days=each, valid_until__lte=today + timedelta(days=each)) for each in days]
    return Certificate.objects.standing().filter(reduce(or_, begun, Q(pk__in=[])), valid_until__gte=today)


def remind() -> int:
    """Marks what is due to be told of, and writes to who has an address; returns how many were marked.

    A mark comes before its message: after a crash between the two nobody is written to twice. While no mail can be
    sent at all nothing is marked.
    """
    due = running_out().filter(reminded_at=None, erased_at=None, holder__is_active=True)
    found = list(due.select_related("holder").order_by("valid_until", "pk")[:AT_ONCE])
    if not found:
        return 0
    with get_connection() as post:
        return sum(_remind(certificate, post) for certificate in found)


def _remind(certificate: Certificate, post: BaseEmailBackend) -> bool:
    unmarked = Certificate.objects.standing().filter(pk=certificate.pk, reminded_at=None)
    if not unmarked.update(reminded_at=timezone.now()):
        return False
    if certificate.holder.email:
        try:
            message_of(certificate, post).send()
        except OSError as error:  # smtplib's errors among them; their words may quote an address
            logger.warning("The reminder of certificate %s was not sent: %s", certificate.pk, type(error).__name__)
    return True


def message_of(certificate: Certificate, post: BaseEmailBackend | None = None) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        page = urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("certificates:mine"))
        context = {"certificate": certificate, "printed": certificate.printed, "page": page}
        subject = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{_('您的证书快到期了')}"
        text = render_to_string("certificates/reminder.txt", context)
    return EmailMessage(subject, text, to=[certificate.holder.email], connection=post)


def due(user: "User") -> list[Due]:
    """What they are reminded of on their first page. One query; none where earlier that day there was nothing."""
    return once_a_day("certificates", user.pk, lambda: [_due(certificate) for certificate in _running_out_for(user)])


def _running_out_for(user: "User") -> list[Certificate]:
    dated = Certificate.objects.standing().of(user).filter(valid_until__gte=timezone.localdate())
    read = dated.select_related("award").only(*SHOWN).order_by("valid_until", "pk")
    return [certificate for certificate in read if certificate.is_running_out]


def _due(certificate: Certificate) -> Due:
    days = certificate.days_left or 0
    left = ngettext("还有 %(days)s 天到期", "还有 %(days)s 天到期", days) % {"days": days} if days else _("今天到期")
    words = _("证书%(left)s，请联系发证单位续期") % {"left": left}
    return Due(certificate.title, certificate.course, words, f"{reverse('certificates:mine')}#{certificate.serial}")
