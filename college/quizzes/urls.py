from django.urls import re_path

from college.quizzes import views

app_name = "quizzes"

urlpatterns = [
    re_path(r"^(?P<pk>[0-9]{1,18})/$", views.quiz, name="quiz"),
    re_path(r"^attempts/(?P<pk>[0-9]{1,18})/$", views.attempt, name="attempt"),
]
