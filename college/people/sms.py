"""How a code reaches a phone. `SMS_SENDER` names a class with one method; a gateway's adapter is a few lines.

Messages in China are templates registered with the gateway, so a sender is given the code, not a text.
"""

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class SmsError(Exception):
    """The gateway did not take the message. The text is for the log and holds no personal data."""


class Sender(Protocol):
    def send_code(self, phone: str, code: str) -> None:
        """Send the code to the number (E.164) and return when the gateway has taken it, else raise `SmsError`."""


class ConsoleSender:
    """For development: the message goes to the log, where whoever tries the sign-in can read it."""

    def send_code(self, phone: str, code: str) -> None:
        logger.warning("SMS to %s: %s", phone, code)


def send_code(phone: str, code: str) -> None:
    sender: Sender = import_string(settings.SMS_SENDER)()
    sender.send_code(phone, code)
