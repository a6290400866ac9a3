from django.urls import path

from college.progress import views

app_name = "progress"

urlpatterns = [
    path("my/", views.today, name="today"),
    path("my/enrol/<int:pk>/", views.enrol, name="enrol"),
    path("progress/watch/", views.watch, name="watch"),
    path("progress/read/<int:pk>/", views.read, name="read"),
]
