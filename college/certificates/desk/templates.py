"""How certificates look: templates that editors design, with the page beside them as it is designed."""

from typing import Any

from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CopyView, IndexView, SnippetViewSet

from college.certificates.artwork import ArtworkField
from college.certificates.desk.scope import templates_seen_by
from college.certificates.desk.scoped import Scoped
from college.certificates.forms import TemplateForm
from college.certificates.models import Artwork, Template
from college.people.deleting import DeleteView

# A background is a picture; a seal and a signature are ink.
register_form_field_override(
    ForeignKey,
    to=Artwork,
    override=lambda field: {"form_class": ArtworkField, "is_ink": field.name != "background"},
)


def whose(template: Template) -> str:
    return str(template.issuer) if template.issuer else gettext("学院共用")


class TemplateCopyView(CopyView):
    """Also from the college's own one begins."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        get_object_or_404(templates_seen_by(request.user).only("pk"), pk=kwargs["pk"])  # type: ignore[arg-type]
        return super().dispatch(request, *args, **kwargs)

    def get_initial_form_instance(self) -> Template:
        template: Template = super().get_initial_form_instance()
        template.name = ""  # no two are called the same
        return template


class TemplateIndexView(IndexView):
    """Those that one may change; and, to copy them, the college's own."""

    def get_base_queryset(self) -> QuerySet[Template]:
        return templates_seen_by(self.request.user).select_related("issuer__organisation")

    def is_theirs(self, template: Template) -> bool:
        return template.issuer_id is not None or self.request.user.is_superuser

    def get_edit_url(self, instance: Template) -> str | None:
        return super().get_edit_url(instance) if self.is_theirs(instance) else None

    def get_delete_url(self, instance: Template) -> str | None:
        return super().get_delete_url(instance) if self.is_theirs(instance) else None


class TemplateViewSet(Scoped, SnippetViewSet):
    model = Template
    organisation = "issuer__organisation"
    index_view_class = TemplateIndexView
    copy_view_class = TemplateCopyView
    icon = "form"
    admin_url_namespace = "certificate_template"
    base_url_path = "certificate-template"
    delete_view_class = DeleteView
    add_to_reference_index = False
    list_display = ["name", Column("issuer", label=_("发证单位"), accessor=whose), "orientation", "language"]
    list_filter = ["orientation", "language"]
    search_fields = ["name"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("issuer")]),
            FieldRowPanel([FieldPanel("orientation"), FieldPanel("language")]),
            FieldPanel("rows"),
            FieldPanel("background"),
        ],
        base_form_class=TemplateForm,
    )

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        if issubclass(view_class, (TemplateCopyView, TemplateIndexView)):  # which know what is seen, not only changed
            return SnippetViewSet.construct_view(self, view_class, **kwargs)
        return super().construct_view(view_class, **kwargs)

    def register_chooser_viewset(self) -> None:
        """None: a rule chooses from a short list, of what is seen where its editor works."""
