"""Where the board's pages are."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "board"
urlpatterns: list[URLPattern] = []
