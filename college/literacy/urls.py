from django.urls import include, path, re_path

from college.literacy import captions
from college.literacy.views import book, practice, reviewing, sheets

app_name = "literacy"

LESSON = r"^lesson/(?P<pk>[0-9]{1,18})/"
NUMBER = r"(?P<number>[0-9]{1,3})/"

urlpatterns = [
    re_path(rf"{LESSON}$", practice.begin_lesson, name="lesson"),
    re_path(rf"{LESSON}{NUMBER}$", practice.lesson, name="lesson_step"),
    re_path(rf"{LESSON}sheet/$", sheets.of_lesson, name="lesson_sheet"),
    path("", include("college.literacy.letters.urls")),
    path("lines/", captions.annotate_lines, name="lines"),
    path("name/", practice.begin_name, name="name"),
    re_path(rf"^name/{NUMBER}$", practice.name, name="name_step"),
    path("name/sheet/", sheets.of_name, name="name_sheet"),
    path("sheet/", sheets.of_text, name="sheet"),
    path("review/", reviewing.begin, name="review"),
    re_path(rf"^review/{NUMBER}$", reviewing.ask, name="ask"),
    re_path(rf"^review/{NUMBER}(?P<pk>[0-9]{{1,18}})/$", reviewing.answer, name="answer"),
    path("characters/", book.book, name="book"),
    path("characters/goal/", book.choose_goal, name="goal"),
]
