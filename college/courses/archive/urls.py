"""Below the admin's own address."""

from django.urls import path

from college.courses.archive import views

app_name = "archives"

urlpatterns = [
    path("", views.SendView.as_view(), name="send"),
    path("uploads/", views.ArchiveUploadsView.as_view(), name="uploads"),
    path("courses/<int:pk>/", views.ExportView.as_view(), name="export"),
    path("<uuid:uuid>/", views.ImportView.as_view(), name="import"),
    path("<uuid:uuid>/give-up/", views.GiveUpView.as_view(), name="give_up"),
]
