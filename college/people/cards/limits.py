from allauth.core.internal import ratelimit
from django.http import HttpRequest


def within(request: HttpRequest, action: str, *, key: str = "everybody", only_look: bool = False) -> bool:
    """Whether this may be tried once more (see ACCOUNT_RATE_LIMITS); it is counted unless we only look."""
    usage = ratelimit.consume(request, app="allauth.account", action=action, key=key, limit_get=True, dry_run=only_look)
    return usage is not None
