"""What teachers wrote to the reader: to read again, and to put away."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from college.people.models import User
from college.progress.models import Note
from college.progress.teaching import notes

PAGE = 20


@require_safe
@login_required
@never_cache
def kept(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    leaf = Paginator(notes.to_learner(cast(User, request.user)), PAGE).get_page(request.GET.get("page"))
    return render(request, "progress/notes.html", {"leaf": leaf})


@require_POST
@login_required
def put_away(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        notes.put_away(learner=cast(User, request.user), pk=pk)
    except Note.DoesNotExist as error:
        raise Http404 from error
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if is_ours else reverse("progress:notes"))
