"""A learner's own questions, below `/my/questions/`."""

from django.urls import path, re_path

from college.dialogue import views

app_name = "dialogue"
KEY = r"(?P<pk>[0-9]{1,18})/"

urlpatterns = [
    path("", views.kept, name="kept"),
    re_path(rf"^ask/{KEY}$", views.ask, name="ask"),
    re_path(rf"^{KEY}$", views.conversation, name="question"),
    re_path(rf"^{KEY}close/$", views.close, name="close"),
]
