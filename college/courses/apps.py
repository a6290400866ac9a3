from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "college.courses"
    verbose_name = _("课程")

    def ready(self) -> None:
        from wagtail.documents import get_document_model
        from wagtail.models import AbstractPage, Collection
        from wagtail.permissions import register_permission_policy

        from cms.models import Picture
        from college.courses import handlers, privacy, recorded  # noqa: F401
        from college.courses.archive.tasks import work_on_import
        from college.courses.checklist.tasks import look_at_address, measure_picture
        from college.courses.models import AddressVisit, CourseImport, PictureContrast
        from college.courses.review import handlers as review  # noqa: F401
        from college.courses.review.policy import OrganisationsPolicy
        from college.people.collections import CollectionsPolicy, MembersPolicy
        from media.models import Video
        from media.queue import register

        register(CourseImport, work_on_import)
        register(PictureContrast, measure_picture)
        register(AddressVisit, look_at_address)
        register_permission_policy(AbstractPage, OrganisationsPolicy())
        for model, owner, auth_model in (
            (Picture, "uploaded_by_user", "wagtailimages.Image"),
            (get_document_model(), "uploaded_by_user", "wagtaildocs.Document"),
            (Video, "uploaded_by", None),
        ):
            policy = MembersPolicy(model, auth_model=auth_model, owner_field_name=owner)
            register_permission_policy(model, policy, exact_class=True)
        register_permission_policy(Collection, CollectionsPolicy(Collection), exact_class=True)
