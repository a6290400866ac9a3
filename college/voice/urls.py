from django.urls import path, re_path

from college.voice import views

app_name = "voice"
urlpatterns = [
    path("", views.ask, name="ask"),
    re_path(r"^(?P<key>[0-9a-f]{64})\.mp3$", views.sound, name="sound"),
    path("recordings/<uuid:pk>.mp3", views.recording, name="recording"),
]
