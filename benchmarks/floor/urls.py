"""Putright's addresses, and the floor's."""

from django.urls import include, path

from benchmarks.floor.views import insert, same, same_in_sql

urlpatterns = [
    path("floor/<int:rows>", insert),
    path("floor/same", same),
    path("floor/sql", same_in_sql),
    path("", include("putright.project.urls")),
]
