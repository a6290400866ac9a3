from django.urls import path

from media import views

app_name = "media"
urlpatterns = [
    path("<int:pk>/file", views.play, name="play"),
    path("<int:pk>/captions.vtt", views.captions, name="captions"),
    path("<int:pk>/poster.jpg", views.poster, name="poster"),
]
