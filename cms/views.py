from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cms.results import results, searchable

PAGE_SIZE = 12
LONGEST_QUERY = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    context: dict[str, object] = {"query": query}
    if query:
        leaf = Paginator(searchable(query, request.user).search(query), PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {
            "leaf": leaf,
            "results": results(list(leaf.object_list), query, request.user),
            "first_query": "?" + urlencode({"q": query}),
            "find": "?" + urlencode({"find": query}),
        }
    return render(request, "cms/search.html", context)
