"""Viewsets whose every view, whoever adds it, knows only what stands where its user works (see `scope`)."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from college.certificates.desk.scope import at_or_below


class ScopedList:
    organisation = ""

    def get_base_queryset(self) -> QuerySet[Any]:
        seen = at_or_below(self.request.user, self.organisation)  # type: ignore[attr-defined]
        return super().get_base_queryset().filter(seen)  # type: ignore[misc]


class ScopedObject:
    """404 for what stands elsewhere, before anything else is asked."""

    organisation = ""
    model: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "pk" in kwargs:
            seen = self.model._default_manager.filter(at_or_below(request.user, self.organisation))  # type: ignore[arg-type]
            get_object_or_404(seen.only("pk"), pk=unquote(str(kwargs["pk"])))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Scoped:
    """For a viewset of any kind."""

    organisation = ""
    """How the organisation is looked up from a row, e.g. award__issuer__organisation."""

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        scoped = ScopedList if issubclass(view_class, generic.IndexView) else ScopedObject
        view = type(view_class.__name__, (scoped, view_class), {"__doc__": view_class.__doc__})
        return super().construct_view(view, **{"organisation": self.organisation, **kwargs})  # type: ignore[misc]


class ScopedViewSet(Scoped, ModelViewSet):
    pass
