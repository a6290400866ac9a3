from django.urls import path

from college.hanzi import views

app_name = "hanzi"
urlpatterns = [
    path("strokes/<str:version>/<str:char>.json", views.strokes_of, name="strokes"),
]
