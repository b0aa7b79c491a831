"""Visits to Putright as it is served, with its database, in a browser that has a thread of its own.

Once a browser is open in a thread, Django refuses the database there: so it is opened in another, and what is looked up
or done in the database is done between visits.
"""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUMS, QUIETLY

_thread = ThreadPoolExecutor(1, thread_name_prefix="browser")
_browsers = []


def visit(address, path, go, *, cookies=(), width=390, scripts=False):
    """Open a page on a phone without scripts, or with, do what `go` does there, and give what it gives, with the cookies then."""
    return _thread.submit(_visit, address, path, go, cookies, width, scripts).result()


def _visit(address, path, go, cookies, width, scripts):
    complaints = []
    context = _browser().new_context(viewport={"width": width, "height": 844}, java_script_enabled=scripts)
    try:
        context.add_cookies(list(cookies))
        page = context.new_page()
        page.on("request", lambda asked: None if asked.url.startswith(address) else complaints.append(asked.url))
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        page.goto(address + path)
        found = go(page)
        kept = context.cookies()
    finally:
        context.close()
    assert complaints == []
    return found, kept


def _browser():
    """One for all visits of a run, as to begin one takes longer than many a visit; each visit has a window of its own."""
    if not _browsers:
        program = os.environ.get("PUTRIGHT_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
        root = ("--no-sandbox",) if os.geteuid() == 0 else ()
        playwright = sync_playwright().start()
        _browsers.extend((playwright.chromium.launch(executable_path=program, args=[*QUIETLY, *root]), playwright))
    return _browsers[0]


def leave():
    """Close the browser, in its own thread, when the run is over."""
    if _browsers:
        _thread.submit(lambda: (_browsers[0].close(), _browsers[1].stop())).result()
    _thread.shutdown()


def follow(link):
    """Press a link or a button that leads to another page, and wait until that page is there, whole."""
    with link.page.expect_navigation():
        link.click()


def heading(page):
    return " ".join(page.locator("h1").inner_text().split())


def _is_complaint(said):
    expected = ("the server responded with a status", "ERR_INTERNET_DISCONNECTED")
    return said.type in ("error", "warning") and not any(words in said.text for words in expected)


def signed_in(account, address):
    """The cookies of somebody who has signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": address}]


def at_work(account, address):
    """The cookies of a member of staff who has shown two things."""
    from django.conf import settings

    from tests.web.desk import office

    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": office.signed_in(account).cookies[name].value, "url": address}]
