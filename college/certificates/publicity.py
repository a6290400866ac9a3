"""公示: whom the public may object to before they are given a certificate."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from college.certificates.models import Nomination
from college.strangers import for_strangers

NAMES_AT_ONCE = 60


@require_safe
@for_strangers
def publicity(request: HttpRequest) -> HttpResponse:
    shown = Nomination.objects.shown(localdate()).select_related("person", "award__issuer__organisation", "publicity")
    shown = shown.prefetch_related("person__memberships__organisation")
    names = Paginator(shown.order_by("-publicity__starts_on", "publicity", "pk"), NAMES_AT_ONCE)
    return render(request, "certificates/publicity.html", {"leaf": names.get_page(request.GET.get("page"))})
