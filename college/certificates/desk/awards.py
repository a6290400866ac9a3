"""The rules by which certificates are given, each with the sentence that reads it back."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic

from college.certificates.desk.previews import preview_award
from college.certificates.desk.scope import awards_seen_by
from college.certificates.desk.scoped import ScopedViewSet
from college.certificates.models import Award
from college.certificates.wording import words
from college.people.deleting import DeleteView
from college.people.models import User


class AwardIndexView(generic.IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column("title"),
            Column("rule", label=_("怎样发"), accessor=words),
            Column("issuer", label=_("发证单位"), sort_key="issuer__organisation__name"),
            BooleanColumn("is_active", label=_("启用")),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        awards = super().get_base_queryset().select_related("issuer__organisation")
        return awards.prefetch_related("required__course").order_by("-is_active", "title", "pk")


class ReadsBack:
    """Says after saving what the rule will do."""

    object: Award

    def get_success_message(self, instance: Award) -> str:
        return gettext("已保存。%(words)s") % {"words": words(instance)}


class AwardCreateView(ReadsBack, generic.CreateView):
    pass


class AwardEditView(ReadsBack, generic.EditView):
    template_name = "certificates/admin/award.html"

    def get_success_message(self) -> str:  # type: ignore[override]
        return super().get_success_message(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        saved = Award.objects.get(pk=self.object.pk)
        return super().get_context_data(words=words(saved), **kwargs)


class AwardSampleView(generic.permissions.PermissionCheckedMixin, View):
    """The certificate that the rule will give, before anybody is given one."""

    model = Award
    any_permission_required = ["add", "change", "view"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return preview_award(request, get_object_or_404(awards_seen_by(cast(User, request.user)), pk=pk))


class AwardViewSet(ScopedViewSet):
    model = Award
    organisation = "issuer__organisation"
    index_view_class = AwardIndexView
    add_view_class = AwardCreateView
    edit_view_class = AwardEditView
    delete_view_class = DeleteView
    icon = "list-ol"
    copy_view_enabled = False
    search_fields = ["title", "required__course__title"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("sample/<int:pk>/", self.construct_view(AwardSampleView), name="sample"),
        ]
