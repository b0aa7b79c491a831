"""Shows pages as they were answered, in a real browser: no server, no database, the same headers."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# Nobody's: every request is answered here.
PLACE = "http://putright.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@dataclass
class Window:
    """A window of the browser, in which one answer after another is opened: a new one takes longer than a page."""

    page: Any
    answer: Any = None
    weights: dict[str, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def give(self, route):
        """Answer a request: with the page, with an image of it, or with a file of ours."""
        path = route.request.url.removeprefix(PLACE)
        if path == "/":
            kept = ("Content-Security-Policy", "Content-Type")
            body, headers = self.answer.html.encode(), {name: self.answer.headers[name] for name in kept}
        elif path in self.answer.images:
            body, headers = self.answer.images[path], {"Content-Type": "image/jpeg"}
        else:
            file = ROOT / path.lstrip("/")
            assert path.startswith("/static/") and file.is_file(), path
            body, headers = file.read_bytes(), {"Content-Type": TYPES[file.suffix]}
        self.weights[path] = len(body)
        route.fulfill(body=body, headers=headers, status=200)

    def hear(self, said):
        """What breaks the content security policy is told on the console."""
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)


_windows: dict[tuple[Any, bool], Window] = {}


def _window(chromium, scripts):
    if (chromium, scripts) not in _windows:
        page = chromium.new_context(java_script_enabled=scripts).new_page()
        window = _windows[chromium, scripts] = Window(page)
        page.route("**/*", window.give)
        page.on("console", window.hear)
    return _windows[chromium, scripts]


@contextmanager
def shown(chromium, answer, *, width=390, height=844, scripts=False, weighed=False):
    """An answer, open in a window with its fonts; and the weight of what it fetched, by address.

    To be weighed with its images it must have been quiet for half a second, which nothing else has to wait for.
    """
    window = _window(chromium, scripts)
    window.answer, page = answer, window.page
    window.weights.clear()
    window.complaints.clear()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="screen")
    page.goto(f"{PLACE}/", wait_until="networkidle" if weighed and answer.images else "load")
    page.evaluate("document.fonts.ready.then(() => true)")
    yield page, window.weights
    assert window.complaints == []
