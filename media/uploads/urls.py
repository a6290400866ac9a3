"""Below the desk's own addresses, so that the Wagtail admin's door is in front."""

from django.urls import path

from media.uploads.views import UploadsView, UploadView

urlpatterns = [
    path("uploads/", UploadsView.as_view(), name="uploads"),
    path("uploads/<uuid:uuid>/", UploadView.as_view(), name="upload"),
]
