"""Which addresses go where: the residents' pages at the top, and one that says whether Putright is well."""

from __future__ import annotations

from django.urls import include, path

from putright.web.board.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("", include("putright.web.resident.urls")),
]
