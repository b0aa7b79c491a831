"""Where the pages for signing in are."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
