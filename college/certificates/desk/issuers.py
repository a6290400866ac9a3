"""In whose name certificates are given."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views import generic

from college.certificates.desk.scoped import ScopedViewSet
from college.certificates.models import Issuer
from college.people.deleting import DeleteView


class IssuerIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("organisation")


class IssuerViewSet(ScopedViewSet):
    model = Issuer
    organisation = "organisation"
    index_view_class = IssuerIndexView
    delete_view_class = DeleteView
    icon = "group"
    copy_view_enabled = False
    list_display = ["organisation", "code", "signatory"]
