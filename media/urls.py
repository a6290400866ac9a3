from django.urls import path

from media import views
from media.captions.serving import captions

app_name = "media"
urlpatterns = [
    path("<int:pk>/file", views.play, name="play"),
    path("<int:pk>/captions.vtt", captions, name="captions"),
    path("<int:pk>/captions.<str:language>.vtt", captions, name="captions"),
    path("<int:pk>/poster.jpg", views.poster, name="poster"),
]
