"""Where the board's pages are."""

from __future__ import annotations

from django.urls import path

from putright.web.board.safe import safe

app_name = "board"
urlpatterns = [path("board", safe, name="safe")]
