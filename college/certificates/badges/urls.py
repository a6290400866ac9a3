"""These addresses are signed into credentials: they stay as they are. Where `did.json` lies is said by `did:web`."""

from django.urls import path, re_path

from college.certificates.badges import views

CODE = "(?P<code>[A-Z]{2,6})"
LIST = "(?P<year>[0-9]{4})/(?P<number>[1-9][0-9]{0,3})"
SERIAL = "(?P<serial>[A-Z]{2,6}-[0-9]{4}-[0-9]{6,9}-[0-9]{2})"

urlpatterns = [
    re_path(rf"^issuers/{CODE}/$", views.profile, name="issuer"),
    re_path(rf"^issuers/{CODE}/did\.json$", views.did_document, name="did"),
    re_path(rf"^status/{CODE}/{LIST}$", views.status_list, name="status_list"),
    path("awards/<int:pk>/badge.png", views.award_picture, name="award_picture"),
    re_path(rf"^verify/{SERIAL}\.json$", views.credential, name="credential"),
    re_path(rf"^verify/{SERIAL}\.jwt$", views.credential_jwt, name="credential_jwt"),
    re_path(rf"^verify/{SERIAL}/badge\.png$", views.badge_png, name="badge_png"),
    re_path(rf"^verify/{SERIAL}/badge\.svg$", views.badge_svg, name="badge_svg"),
]
