"""Addresses below /admin/videos/."""

from django.urls import path

from media.captions import files, history, views

urlpatterns = [
    path("captions/<int:pk>/", views.EditorView.as_view(), name="captions"),
    path("captions/<int:pk>/cues/", views.cues, name="captions_cues"),
    path("captions/<int:pk>/change/", views.change, name="captions_change"),
    path("captions/<int:pk>/undo/", views.undo, name="captions_undo"),
    path("captions/<int:pk>/levels/", views.levels, name="captions_levels"),
    path("captions/<int:pk>/history/", history.HistoryView.as_view(), name="captions_history"),
    path("caption-files/<int:pk>/", files.FilesPage.as_view(), name="caption_files"),
    path("caption-files/<int:pk>/import/", files.ImportView.as_view(), name="caption_files_import"),
    path("caption-files/<int:pk>/<str:language>.<str:suffix>", files.download, name="caption_file"),
    path("caption-files/<int:pk>/<str:language>/delete/", files.DeleteView.as_view(), name="caption_files_delete"),
]
