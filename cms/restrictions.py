"""Privacy settings, which most sites have few of: looked for only where there are any."""

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from cms.editions import per_edition


@per_edition
def restricted_paths() -> frozenset[str]:
    """The places in the tree where a privacy setting begins."""
    return frozenset(PageViewRestriction.objects.values_list("page__path", flat=True))


def is_restricted(path: str) -> bool:
    """Whether a privacy setting stands on this place or above it."""
    return path.startswith(tuple(restricted_paths()))


class PublicUnlessRestricted(Page):
    """Asks for privacy settings only where there are any above it.

    `known_with` names the keys whose rows are looked up along with the page, once for everybody.
    """

    known_with: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> "QuerySet[PageViewRestriction]":
        if self.alias_of_id or is_restricted(self.path):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()
