"""How certificates look: templates that editors design, with the page beside them as it is designed."""

from django.db.models import ForeignKey
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from college.certificates.artwork import ArtworkField
from college.certificates.models import Artwork, Template
from college.people.deleting import DeleteView

# A background is a picture; a seal and a signature are ink.
register_form_field_override(
    ForeignKey,
    to=Artwork,
    override=lambda field: {"form_class": ArtworkField, "is_ink": field.name != "background"},
)


class TemplateViewSet(SnippetViewSet):
    model = Template
    icon = "form"
    admin_url_namespace = "certificate_template"
    base_url_path = "certificate-template"
    delete_view_class = DeleteView
    add_to_reference_index = False
    list_display = ["name", "orientation", "language"]
    list_filter = ["orientation", "language"]
    search_fields = ["name"]
    search_backend_name = None
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("orientation"), FieldPanel("language")]),
        FieldPanel("rows"),
        FieldPanel("background"),
    ]
