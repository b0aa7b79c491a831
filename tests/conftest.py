"""What tests share: Putright served on this machine, and a real browser to visit it with."""

import os
import shutil
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

# Playwright's own loop runs in this thread for as long as the browser is open, and Django would take our
# plain calls of the database for calls from that loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIETLY = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # Nowhere but this machine can be reached from it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several things at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *said):
        pass


@pytest.fixture(scope="session")
def address():
    """Where Putright is, for a browser on this machine: http://127.0.0.1:<port>."""
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def chromium():
    """A real browser, running."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("PUTRIGHT_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        pytest.fail("There is no Chromium here. Run script/test, which finds or fetches one.")
    # As root Chromium will not start inside its sandbox; all it visits here is our own pages.
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIETLY, *root])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address):
    """Opens a page in a new window of the browser: open_page("/law", width=320, scripts=False)."""
    contexts, complaints = [], []

    def open_one(path, *, width=1280, height=900, scripts=False, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: None if request.url.startswith(address) else complaints.append(request.url))
        # What breaks the content security policy is told on the console. A 404 that was asked for is told there too.
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        page.goto(address + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(said):
    return said.type in ("error", "warning") and "the server responded with a status" not in said.text
