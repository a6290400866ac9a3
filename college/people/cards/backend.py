from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from college.people.models import User


class CardBackend(BaseBackend):
    """Whose user a session is that began with a card or with somebody's help.

    Asked at every request: who has been given anything to do at a desk since, or was deactivated, is signed out.
    """

    def get_user(self, user_id: int) -> User | None:
        return User.objects.only_learning().filter(pk=user_id).first()


PATH = f"{CardBackend.__module__}.{CardBackend.__qualname__}"


def is_by_card(request: HttpRequest) -> bool:
    """Whether this session began without a password and without a code to the person's own phone."""
    return request.session.get(BACKEND_SESSION_KEY) == PATH
