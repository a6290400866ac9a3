from django.urls import path

from college.dialogue.desk import views

app_name = "questions"

urlpatterns = [
    path("", views.QuestionsView.as_view(), name="index"),
    path("<int:pk>/", views.QuestionView.as_view(), name="question"),
    path("<int:pk>/close/", views.CloseView.as_view(), name="close"),
]
