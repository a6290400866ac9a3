"""What Wagtail shows of the tree of pages without asking for permission."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.query import PageQuerySet

from college.courses.review.policy import OrganisationsPolicy, is_theirs
from college.courses.review.reach import within_reach
from college.people.models import User


@hooks.register("construct_explorer_page_queryset")
def explore_what_is_theirs(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    if not is_theirs(cast(User, request.user), parent_page):
        raise PermissionDenied
    return pages


@hooks.register("construct_page_chooser_queryset")
def choose_what_is_theirs_or_public(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """A link may lead to a published course of anybody."""
    found = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    parent = Page.objects.filter(pk=found, live=False).first() if found else None
    user = cast(User, request.user)
    if parent and not is_theirs(user, parent):
        raise PermissionDenied
    theirs = OrganisationsPolicy().explorable_instances(user)
    return pages.filter(Q(live=True) | Q(pk__in=theirs.values("pk")))


@hooks.register("before_delete_page")
def leave_what_is_others(request: HttpRequest, page: Page) -> None:
    """With a page above the courses of several organisations, all of them would go."""
    below = page.get_descendants()
    if within_reach(below, cast(User, request.user)).count() < below.count():
        raise PermissionDenied


@hooks.register("before_bulk_action")
def leave_each_that_is_others(request: HttpRequest, action: str, objects: Sequence[Any], view: object) -> None:
    for found in objects:
        if action == "delete" and isinstance(found, Page):
            leave_what_is_others(request, found)
