"""Putright's addresses, and the floor's."""

from django.urls import include, path

from benchmarks.floor.views import insert, same

urlpatterns = [path("floor/<int:rows>", insert), path("floor/same", same), path("", include("putright.project.urls"))]
