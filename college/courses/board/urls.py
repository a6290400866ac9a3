"""Below the admin's own address."""

from django.urls import path

from college.courses.board import publishing, questions, views

app_name = "boards"

urlpatterns = [
    path("<int:pk>/", views.BoardView.as_view(), name="board"),
    path("<int:pk>/place/", views.PlaceView.as_view(), name="place"),
    path("<int:pk>/add/", views.AddView.as_view(), name="add"),
    path("<int:pk>/duplicate-lesson/", views.DuplicateLessonView.as_view(), name="duplicate_lesson"),
    path("<int:pk>/duplicate/", views.DuplicateCourseView.as_view(), name="duplicate"),
    path("<int:pk>/publish/", publishing.PublishView.as_view(), name="publish"),
    path("<int:pk>/lessons/<int:lesson_pk>/questions/", questions.QuestionsView.as_view(), name="questions"),
    path("<int:pk>/lessons/<int:lesson_pk>/move/", views.MoveView.as_view(), name="move"),
]
