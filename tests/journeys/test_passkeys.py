"""A passkey in a real browser: set up after a password, and then all that is needed, under our own headers."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.conftest import QUIETLY
from tests.journeys.visiting import follow
from tests.web.sign_in_pages import PASSWORD
from tests.web.signed_in import colleague

# The last such rule counts: this machine by the name localhost, and nowhere else.
NAMED = "--host-resolver-rules=MAP localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def priya(own_database, monkeypatch):
    """A member of staff with a password, in a database that the server in the test uses too."""
    # The server has a new thread for each request, which would leave its connection open behind it.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    cache.clear()
    account = colleague("housing_officer")
    account.set_password(PASSWORD)
    account.save()
    return account


def test_a_passkey_is_set_up_and_then_is_all_that_is_needed(priya, address):
    # In a thread and a browser of its own: once one is open in this thread, Django refuses the database here.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(with_a_browser, try_a_passkey, priya.email, address).result()


def with_a_browser(try_it, *given):
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        path = os.environ.get("PUTRIGHT_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIETLY, NAMED, *root])
        try:
            try_it(browser, *given)
        finally:
            browser.close()


def try_a_passkey(browser, email, address):
    page, complaints = browser.new_page(viewport={"width": 390, "height": 844}), []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    # A passkey belongs to a name, and 127.0.0.1 is none.
    place = address.replace("127.0.0.1", "localhost")
    page.goto(f"{place}/staff/sign-in")
    page.fill("#login", email)
    page.fill("#password", PASSWORD)
    follow(page.locator("text=Continue"))
    follow(page.locator("text=Add a passkey"))
    page.fill("#name", "My phone")
    page.click("#passkey-add")
    page.wait_for_url("**/recovery-codes")
    follow(page.locator("text=I have kept them"))
    assert "My phone" in page.inner_text("main")
    follow(page.locator("text=Sign out"))
    page.goto(f"{place}/staff/sign-in")
    page.click("#passkey-use")
    page.wait_for_url("**/desk")
    assert complaints == []
    # And where it cannot be, that is said.
    follow(page.locator("text=Sign out"))
    page.goto(f"{place}/staff/sign-in")
    assert page.is_hidden("[data-passkey-trouble]")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.click("#passkey-use")
    page.wait_for_selector("[data-passkey-trouble]:visible")
    assert page.inner_text("[data-passkey-trouble]").startswith("That did not work")
