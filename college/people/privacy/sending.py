from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils import timezone

from college.people.privacy.archive import archive_of

if TYPE_CHECKING:
    from college.people.models import User


def sent(person: "User") -> StreamingHttpResponse:
    """The archive as a download, on its way while it is being written."""
    now = timezone.now()
    name = f"mingliang-{person.pk}-{timezone.localdate(now):%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        archive_of(person, now=now),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )
