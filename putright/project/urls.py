"""Which addresses go where: the residents' pages at the top, the desk's and the board's under their own names."""

from __future__ import annotations

from django.urls import include, path

from putright.web.board.health import health
from putright.web.letter import letter

handler500 = "putright.web.faults.fault"
urlpatterns = [
    path("health", health, name="health"),
    path("letters/<str:ref>", letter, name="letter"),
    path("", include("putright.web.resident.urls")),
    path("", include("putright.web.desk.urls")),
    path("", include("putright.web.operative.urls")),
    path("", include("putright.web.board.urls")),
    path("", include("putright.web.sign_in.urls")),
    path("", include("putright.demo.urls")),
]
