"""What a file would become, held for an hour for who sent it to one course, until they agree."""

from secrets import token_urlsafe

from django.core.cache import cache

from college.courses.documents.outlines import Outline
from college.courses.documents.pictures import Drawn
from college.people.models import User

SECONDS = 60 * 60


class Shelf:
    """Of one person and one course. The pictures lie beside the outline, so that each can be shown on its own."""

    def __init__(self, user: User, course: int) -> None:
        self.prefix = f"documents:{user.pk}:{course}"

    def put(self, outline: Outline) -> str:
        """The token under which it is found again."""
        token = token_urlsafe(24)
        for key, picture in outline.pictures.items():
            cache.set(self._picture(token, key), picture, SECONDS)
        cache.set(self._outline(token), {**vars(outline), "pictures": list(outline.pictures)}, SECONDS)
        return token

    def look(self, token: str) -> Outline | None:
        """Without what its pictures hold: they are all None."""
        found = cache.get(self._outline(token))
        return Outline(**{**found, "pictures": dict.fromkeys(found["pictures"])}) if found else None

    def picture(self, token: str, key: str) -> Drawn | None:
        found: Drawn | None = cache.get(self._picture(token, key))
        return found

    def take(self, token: str) -> Outline | None:
        """Off the shelf: of two taps one alone gets it."""
        outline = self.look(token)
        if outline is None or not cache.delete(self._outline(token)):
            return None
        pictures = {key: self.picture(token, key) for key in outline.pictures}
        for key in pictures:
            cache.delete(self._picture(token, key))
        outline.pictures = {key: picture for key, picture in pictures.items() if picture}
        return outline

    def _outline(self, token: str) -> str:
        return f"{self.prefix}:{token[:64]}"

    def _picture(self, token: str, key: str) -> str:
        return f"{self.prefix}:{token[:64]}:{key[:64]}"
