from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from cms.panels import panels_by_place
from college.courses.cards import as_cards
from college.courses.catalogue import Catalogue
from college.courses.models import ProgrammeIndexPage
from college.courses.querysets import CourseQuerySet

PAGE_SIZE = 24


def catalogue(request: HttpRequest, page: ProgrammeIndexPage) -> HttpResponse:
    """The catalogue; for htmx, only the part that changes with a filter."""
    found = Catalogue(page, request.GET)
    leaf = Paginator(found.matching(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **page.get_context(request),
        "catalogue": found,
        "leaf": leaf,
        "courses": as_cards(request, cast(CourseQuerySet, leaf.object_list)),
        "panels": panels_by_place("catalogue_panels", request, page),
    }
    htmx = HtmxDetails(request)
    part = htmx and not htmx.history_restore_request
    response = render(request, "courses/_courses.html" if part else page.template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
