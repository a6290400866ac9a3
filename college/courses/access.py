from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from college.people.models import User
    from media.models import Video


def may_watch(user: "User | AnonymousUser", video: "Video") -> bool:
    """Whether one of the lessons that show this video is open to this person."""
    raise NotImplementedError
