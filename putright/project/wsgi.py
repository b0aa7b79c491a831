"""Putright as a web server sees it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from putright.project.ending import end_with

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.project.settings")

if parent := os.environ.get("PUTRIGHT_SERVED_BY"):
    # It would keep its port.
    end_with(int(parent))

application = get_wsgi_application()
