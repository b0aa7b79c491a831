"""Where a resident's pages are."""

from __future__ import annotations

from django.urls import path

from putright.web.resident.front import accessibility, front
from putright.web.resident.law import duty, law
from putright.web.resident.why import why

app_name = "resident"
urlpatterns = [
    path("", front, name="front"),
    path("law", law, name="law"),
    path("law/<str:name>", duty, name="duty"),
    path("why", why, name="why"),
    path("accessibility", accessibility, name="accessibility"),
]
