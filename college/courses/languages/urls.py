"""Below the admin's own address."""

from django.urls import path

from college.courses.languages import views

app_name = "course_languages"

urlpatterns = [path("<int:pk>/", views.LanguagesView.as_view(), name="beside")]
