"""What an editor reads when the key that signs certificates cannot be read: one sentence, and nothing has changed."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from college.certificates.badges.keys import KeyUnavailable

logger = logging.getLogger(__name__)
NO_KEY = _("现在读不到签发证书的密钥，所以没有发证，什么都没有改。请告诉管理网站的人，修好以后再做一次。")


def no_key(error: KeyUnavailable) -> str:
    """The sentence; what is wrong with the key, for who keeps the site, goes to the log."""
    logger.error("No certificate can be signed: %s", error)
    return str(NO_KEY)


class SigningMixin:
    """For a form whose `form_valid` issues a certificate: without the key it comes back with what was typed."""

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            return self.form_valid(form)
        except KeyUnavailable as error:
            form.add_error(None, no_key(error))
            return self.form_invalid(form)
