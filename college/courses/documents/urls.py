"""Below the admin's own address."""

from django.urls import path

from college.courses.documents import views

app_name = "documents"

urlpatterns = [
    path("<int:pk>/", views.SendView.as_view(), name="send"),
    path("<int:pk>/<str:token>/", views.PreviewView.as_view(), name="preview"),
    path("<int:pk>/<str:token>/<str:key>/", views.PictureView.as_view(), name="picture"),
]
