from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as documents_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("documents/", include(documents_urls)),
    path("accounts/", include("college.people.urls")),
    path("videos/", include("media.urls")),
    path("", include("college.certificates.urls")),
    path("", include("college.progress.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
]
