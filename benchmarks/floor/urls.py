"""Putright's addresses, and the floor's."""

from django.urls import include, path

from benchmarks.floor.views import insert

urlpatterns = [path("floor/<int:rows>", insert), path("", include("putright.project.urls"))]
