"""Below the admin's own address."""

from django.urls import path, register_converter

from college.progress.teaching import views
from college.progress.teaching.room.adding import AddView
from college.progress.teaching.room.days import DayConverter, DayView, RoomsView
from college.progress.teaching.room.views import RoomView
from college.progress.teaching.writing import WriteView

register_converter(DayConverter, "day")
app_name = "teaching"

urlpatterns = [
    path("", views.CoursesView.as_view(), name="courses"),
    path("<int:pk>/", views.LearnersView.as_view(), name="course"),
    path("<int:pk>/quizzes/", views.QuizzesView.as_view(), name="quizzes"),
    path("<int:pk>/watching/", views.WatchingView.as_view(), name="watching"),
    path("<int:pk>/rooms/", RoomsView.as_view(), name="rooms"),
    path("<int:pk>/rooms/<int:lesson_pk>/", RoomView.as_view(), name="room"),
    path("<int:pk>/rooms/<int:lesson_pk>/add/", AddView.as_view(), name="room_add"),
    path("<int:pk>/rooms/<int:lesson_pk>/<day:day>/", DayView.as_view(), name="room_day"),
    path("<int:pk>/write/", WriteView.as_view(), name="write"),
    path("<int:pk>/export/", views.ExportView.as_view(), name="export"),
    path("<int:pk>/learners/<int:enrolment_pk>/", views.LearnerView.as_view(), name="learner"),
]
