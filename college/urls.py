from django.conf import settings
from django.http import Http404
from django.urls import include, path, re_path
from django.views.defaults import page_not_found
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as documents_urls
from wagtail.urls import serve_pattern

from cms.serving import serve as serve_page
from college.health import healthz

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("documents/", include(documents_urls)),
    path("accounts/", include("college.people.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("videos/", include("media.urls")),
    path("quizzes/", include("college.quizzes.urls")),
    path("packages/", include("college.packages.urls")),
    path("hanzi/", include("college.hanzi.urls")),
    path("literacy/", include("college.literacy.urls")),
    path("voice/", include("college.voice.urls")),
    path("healthz", healthz),
    path("my/questions/", include("college.dialogue.urls")),
    path("", include("college.certificates.urls")),
    path("", include("college.progress.urls")),
    path("", include("college.courses.urls")),
    path("", include("cms.urls")),
    # Pictures only: what else lies in that folder is handed out by views that check who asks.
    re_path(r"^pictures/(?P<path>(?:original_images|images)/.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
    # Wagtail's own ways in count no attempts. Pages with a shared password are not offered.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    re_path(r"^_util/authenticate_with_password/", page_not_found, {"exception": Http404()}),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
