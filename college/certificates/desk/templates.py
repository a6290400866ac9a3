"""How certificates look: templates that editors design, with the page beside them as it is designed."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from college.certificates.models import Template
from college.people.deleting import DeleteView


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
