"""The rules by which certificates are given."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views import generic

from college.certificates.desk.scoped import ScopedViewSet
from college.certificates.models import Award
from college.people.deleting import DeleteView


class AwardIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("issuer__organisation")


class AwardViewSet(ScopedViewSet):
    model = Award
    organisation = "issuer__organisation"
    index_view_class = AwardIndexView
    delete_view_class = DeleteView
    icon = "pick"
    copy_view_enabled = False
    list_display = ["title", "issuer", "is_active"]
    search_fields = ["title", "required__course__title"]
    search_backend_name = None
