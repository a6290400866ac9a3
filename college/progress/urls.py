from django.urls import include, path, re_path

from college.progress import views
from college.progress.courseware import views as courseware
from college.progress.teaching import inbox
from college.progress.today.views import today

app_name = "progress"

urlpatterns = [
    path("my/", today, name="today"),
    re_path(r"^my/enrol/(?P<pk>[0-9]{1,18})/$", views.enrol, name="enrol"),
    path("my/notes/", inbox.kept, name="notes"),
    re_path(r"^my/notes/(?P<pk>[0-9]{1,18})/$", inbox.put_away, name="put_away"),
    path("progress/watch/", views.watch, name="watch"),
    path("progress/package/", courseware.report, name="package"),
    re_path(r"^progress/read/(?P<pk>[0-9]{1,18})/$", views.read, name="read"),
    path("", include("college.progress.record.urls")),
    path("", include("college.progress.hours.urls")),
]
