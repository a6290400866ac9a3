from django.urls import include, path, re_path

from college.certificates import views

app_name = "certificates"
urlpatterns = [
    path("", include("college.certificates.badges.urls")),
    path("my/certificates/", views.mine, name="mine"),
    re_path(r"^my/certificates/(?P<serial>[0-9A-Za-z-]+)\.pdf$", views.pdf, name="pdf"),
    path("verify/", views.verify_form, name="verify_form"),
    path("verify/<str:serial>/", views.verify, name="verify"),
]
