from django.http import HttpRequest

from college.people.models import TextSize


def reading(request: HttpRequest) -> dict[str, object]:
    """The reader's text size: the cookie of this device, else what the person chose before."""
    size = request.COOKIES.get("text_size", "")
    if size not in TextSize.values:
        user = getattr(request, "user", None)
        size = user.text_size if user and user.is_authenticated else TextSize.STANDARD
    return {"text_size": size, "text_sizes": TextSize.choices}
