from django.urls import path, re_path

from college.progress.hours import views

urlpatterns = [
    path("my/hours/", views.mine, name="hours"),
    path("my/hours/target/", views.ask, name="ask_hours"),
    re_path(r"^my/hours/target/(?P<pk>[0-9]{1,18})/remove/$", views.forget, name="forget_hours"),
]
