"""Addresses below /admin/videos/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
