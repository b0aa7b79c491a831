"""Putright as a web server sees it."""

from __future__ import annotations

import os
import threading
import time

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.project.settings")


def _end_without(parent: int) -> None:
    """End with the process that started us: killed outright it cannot tell us, and we would keep its port."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if parent := os.environ.get("PUTRIGHT_SERVED_BY"):
    threading.Thread(target=_end_without, args=(int(parent),), daemon=True).start()

application = get_wsgi_application()
