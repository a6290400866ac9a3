"""Below the admin's own address."""

from django.urls import path

from college.courses.courseware import views

app_name = "courseware"

urlpatterns = [
    path("<int:pk>/", views.SendView.as_view(), name="send"),
    path("<int:pk>/<int:package>/", views.PreviewView.as_view(), name="preview"),
    path("<int:pk>/into/<int:lesson>/", views.SendView.as_view(), name="send-into"),
    path("<int:pk>/into/<int:lesson>/<int:package>/", views.PreviewView.as_view(), name="preview-into"),
]
