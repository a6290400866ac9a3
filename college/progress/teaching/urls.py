"""Below the admin's own address."""

from django.urls import path

from college.progress.teaching import views
from college.progress.teaching.writing import WriteView

app_name = "teaching"

urlpatterns = [
    path("", views.CoursesView.as_view(), name="courses"),
    path("<int:pk>/", views.LearnersView.as_view(), name="course"),
    path("<int:pk>/quizzes/", views.QuizzesView.as_view(), name="quizzes"),
    path("<int:pk>/watching/", views.WatchingView.as_view(), name="watching"),
    path("<int:pk>/write/", WriteView.as_view(), name="write"),
    path("<int:pk>/export/", views.ExportView.as_view(), name="export"),
    path("<int:pk>/learners/<int:enrolment_pk>/", views.LearnerView.as_view(), name="learner"),
]
