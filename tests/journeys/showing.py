"""Shows pages as they were answered, in a real browser: no server, no database, the same headers."""

from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Nobody's: every request is answered here.
PLACE = "http://putright.test"
TYPES = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@contextmanager
def shown(chromium, answer, *, width=390, height=844, scripts=False, weighed=False):
    """An answer, open in a new window with its fonts; and the weight of what it fetched, by address.

    To be weighed it must have been quiet for half a second, which nothing else has to wait for.
    """
    context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts)
    page, weights, complaints = context.new_page(), {}, []

    def give(route):
        path = route.request.url.removeprefix(PLACE)
        if path == "/":
            kept = ("Content-Security-Policy", "Content-Type")
            body, headers = answer.html.encode(), {name: answer.headers[name] for name in kept}
        elif path in answer.images:
            body, headers = answer.images[path], {"Content-Type": "image/jpeg"}
        else:
            file = ROOT / path.lstrip("/")
            assert path.startswith("/static/") and file.is_file(), path
            body, headers = file.read_bytes(), {"Content-Type": TYPES[file.suffix]}
        weights[path] = len(body)
        route.fulfill(body=body, headers=headers, status=200)

    page.route("**/*", give)
    # What breaks the content security policy is told on the console.
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.goto(f"{PLACE}/", wait_until="networkidle" if weighed else "load")
    page.evaluate("document.fonts.ready.then(() => true)")
    try:
        yield page, weights
    finally:
        context.close()
    assert complaints == []
