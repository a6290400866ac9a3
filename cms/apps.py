from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("网站")

    def ready(self) -> None:
        from wagtail.documents import get_document_model
        from wagtail.models import Collection
        from wagtail.permissions import register_permission_policy

        from cms import handlers  # noqa: F401
        from cms.models import Picture
        from college.people.collections import CollectionsPolicy, MembersPolicy

        for model, name in ((Picture, "wagtailimages.Image"), (get_document_model(), "wagtaildocs.Document")):
            policy = MembersPolicy(model, auth_model=name, owner_field_name="uploaded_by_user")
            register_permission_policy(model, policy, exact_class=True)  # Wagtail registers its own later
        register_permission_policy(Collection, CollectionsPolicy(Collection), exact_class=True)
