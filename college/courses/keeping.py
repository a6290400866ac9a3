from django.db import router
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from wagtail.models import Page


def is_kept(page: Page) -> bool:
    """Whether a row that must stay, such as a person's record, points to the page or to a page below it."""
    inside = page.get_descendants(inclusive=True).specific()
    return any(stands_under_protection(found) for found in inside.iterator())


def stands_under_protection(row: Model) -> bool:
    """Asks the database's own rules, whichever room made them."""
    try:
        Collector(using=router.db_for_write(type(row))).collect([row])
    except (ProtectedError, RestrictedError):
        return True
    return False
