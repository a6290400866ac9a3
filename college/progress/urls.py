from django.urls import path, re_path

from college.progress import views

app_name = "progress"

urlpatterns = [
    path("my/", views.today, name="today"),
    re_path(r"^my/enrol/(?P<pk>[0-9]{1,18})/$", views.enrol, name="enrol"),
    path("progress/watch/", views.watch, name="watch"),
    re_path(r"^progress/read/(?P<pk>[0-9]{1,18})/$", views.read, name="read"),
]
