from datetime import timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from college.people.cards.models import AssistedSignIn, CardSignIn, SignInCard

DAY = 86400
SIGN_INS_KEPT = timedelta(days=90)
HELP_KEPT = timedelta(days=365)
REVOKED_KEPT = timedelta(days=365)


def forget() -> None:
    """Once a day: what nobody needs to know any more of who came in when, and codes that nobody took."""
    if not cache.add("people:forgot-sign-ins", True, DAY):
        return
    now = timezone.now()
    CardSignIn.objects.filter(at__lt=now - SIGN_INS_KEPT).delete()
    SignInCard.objects.filter(revoked_at__lt=now - REVOKED_KEPT).delete()
    unused = Q(used_at=None, expires_at__lt=now - timedelta(days=1))
    AssistedSignIn.objects.filter(unused | Q(used_at__lt=now - HELP_KEPT)).delete()
