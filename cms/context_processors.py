from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, in the reader's language where the catalogue has it; what header and footer depend on."""
    return {"site_name": gettext(settings.SITE_NAME), "frame_key": section(request.path)}


def section(path: str) -> str:
    """What the header marks as where one is: the first page is a section, and so are addresses of up to two steps."""
    return "/".join(path.split("/", 3)[:3])
