"""Addresses below /admin/videos/."""

from django.urls import path

from media.chapters.views import ChaptersView

urlpatterns = [path("chapters/<int:pk>/", ChaptersView.as_view(), name="chapters")]
