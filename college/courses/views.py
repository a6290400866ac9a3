from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from cms.panels import panels_by_place
from college.courses.catalogue import Catalogue, shelf
from college.courses.hooks import course_states
from college.courses.models import ProgrammeIndexPage


def catalogue(request: HttpRequest, page: ProgrammeIndexPage) -> HttpResponse:
    """The catalogue; for htmx, only the part that changes with a filter."""
    found = Catalogue(page, request.GET)
    shown = shelf(found, request.GET.get("page"))
    context = {
        **page.get_context(request),
        "catalogue": found,
        "shelf": shown,
        "states": course_states(request, shown.courses),
        "panels": panels_by_place("catalogue_panels", request, page),
    }
    if not getattr(request, "is_preview", False):
        context["shared_key"] = f"catalogue-{page.pk}{found.query(page=str(shown.leaf.number))}"
    htmx = HtmxDetails(request)
    part = htmx and not htmx.history_restore_request
    response = render(request, "courses/_courses.html" if part else page.template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
