"""Where a visitor of the demonstration walks in."""

from __future__ import annotations

from django.urls import path

from putright.demo.walk_in import walk_in

app_name = "demo"
urlpatterns = [path("walk-in", walk_in, name="walk_in")]
