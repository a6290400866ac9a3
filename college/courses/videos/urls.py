"""Below the admin's own address."""

from django.urls import path

from college.courses.videos import views

app_name = "lesson_videos"

urlpatterns = [
    path("<int:pk>/", views.SendView.as_view(), name="send"),
    path("<int:pk>/lessons/", views.PreviewView.as_view(), name="preview"),
]
