from django.urls import path

from college.hanzi import views

app_name = "hanzi"
urlpatterns = [
    path("", views.index, name="index"),
    path("strokes/<str:version>/<str:char>.json", views.strokes_of, name="strokes"),
    path("<str:char>/", views.character, name="character"),
]
