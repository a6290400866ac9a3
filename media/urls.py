from django.urls import path

from media import views
from media.captions.serving import captions
from media.chapters.serving import chapters
from media.models.rendition import FILE_NAMES
from media.reading.views import lines, transcript

app_name = "media"
urlpatterns = [
    path("<int:pk>/file", views.play, name="play"),
    path("<int:pk>/captions.vtt", captions, name="captions"),
    path("<int:pk>/captions.<str:language>.vtt", captions, name="captions"),
    path("<int:pk>/chapters.vtt", chapters, name="chapters"),
    path("<int:pk>/transcript", transcript, name="transcript"),
    path("<int:pk>/lines", lines, name="lines"),
    path("<int:pk>/poster.jpg", views.poster, name="poster"),
    *[path(f"<int:pk>/{name}", views.rendition, {"kind": kind}, name=kind) for kind, name in FILE_NAMES.items()],
]
