from django.urls import include, path, re_path

from college.certificates import publicity
from college.certificates.verifying import views as verifying
from college.certificates.wallet import views as wallet

app_name = "certificates"
SERIAL = r"(?P<serial>[0-9A-Za-z-]+)"
SHARED = r"(?P<token>[0-9A-Za-z_-]{22})"

urlpatterns = [
    path("", include("college.certificates.badges.urls")),
    path("my/certificates/", wallet.mine, name="mine"),
    re_path(rf"^my/certificates/{SERIAL}\.pdf$", wallet.pdf, name="pdf"),
    re_path(rf"^my/certificates/{SERIAL}\.png$", wallet.picture, name="picture"),
    re_path(rf"^my/certificates/{SERIAL}/share/$", wallet.share, name="share"),
    re_path(rf"^certificates/{SHARED}/$", wallet.shared, name="shared"),
    re_path(rf"^certificates/{SHARED}\.png$", wallet.shared_picture, name="shared_picture"),
    path("publicity/", publicity.publicity, name="publicity"),
    path("verify/", verifying.verify_form, name="verify_form"),
    path("verify/file/", verifying.check_file, name="check_file"),
    path("verify/<str:serial>/", verifying.verify, name="verify"),
]
