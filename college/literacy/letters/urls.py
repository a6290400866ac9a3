from django.urls import path, re_path

from college.literacy.letters import views

LETTER = r"^read/(?P<pk>[0-9]{1,18})/"

urlpatterns = [
    path("read/", views.begin, name="read"),
    path("pinyin/", views.choose_pinyin, name="pinyin"),
    re_path(rf"{LETTER}$", views.letter, name="letter"),
    re_path(rf"{LETTER}photo/$", views.photo, name="letter_photo"),
    re_path(rf"{LETTER}keep/$", views.keep, name="keep_letter"),
    re_path(rf"{LETTER}close/$", views.close, name="close_letter"),
    re_path(rf"{LETTER}delete/$", views.discard, name="discard_letter"),
]
