from django.urls import re_path

from college.courses import in_video

app_name = "lessons"

urlpatterns = [
    re_path(r"^lessons/(?P<lesson>[0-9]{1,18})/questions/(?P<pk>[0-9]{1,18})/$", in_video.ask, name="question"),
]
