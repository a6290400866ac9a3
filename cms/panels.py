"""What a room above contributes to a page of a room below.

A room registers a function with the Wagtail hook named for the page (`home_panels`, `catalogue_panels`,
`course_panels`, `lesson_panels`; `editor_panels` beside the form of any page). It is called with the request and the
page and returns `Panel`s. The page's template decides where each place stands:
`{% for panel in panels.action %}{% component panel %}{% endfor %}`.
"""

from collections import defaultdict

from django.http import HttpRequest
from laces.components import Component
from wagtail import hooks
from wagtail.models import Page


class Panel(Component):
    """A component with the place it stands in (a name the page's template knows) and its order there."""

    place: str
    order: int = 100


def panels_by_place(hook: str, request: HttpRequest, page: Page) -> dict[str, list[Panel]]:
    """All panels that rooms registered under `hook` for this page, by place, in order.

    None for a page that is previewed before it was ever saved: nothing is known of it yet.
    """
    if page.pk is None:
        return {}
    places: dict[str, list[Panel]] = defaultdict(list)
    found = [panel for contribute in hooks.get_hooks(hook) for panel in contribute(request, page)]
    for panel in sorted(found, key=lambda panel: panel.order):
        places[panel.place].append(panel)
    return dict(places)
