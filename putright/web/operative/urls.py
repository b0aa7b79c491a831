"""Where the pages of whoever does the works are."""

from __future__ import annotations

from django.urls import path

from putright.web.operative.job import begin, job, more, photos, tell
from putright.web.operative.jobs import jobs

app_name = "operative"
urlpatterns = [
    path("jobs", jobs, name="jobs"),
    path("jobs/<str:ref>", job, name="job"),
    path("jobs/<str:ref>/begin", begin, name="begin"),
    path("jobs/<str:ref>/tell/<str:what>", tell, name="tell"),
    path("jobs/<str:ref>/more", more, name="more"),
    path("jobs/<str:ref>/photos", photos, name="photos"),
]
