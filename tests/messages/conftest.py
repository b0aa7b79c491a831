"""What the tests of messages share: a landlord, and each of the three carriers with a server of its own on this machine."""

import pytest

from tests.messages.mail_server import MailServer
from tests.messages.notify_server import KEY, TEMPLATES, NotifyServer
from tests.messages.people import KNOWN, a_landlord


@pytest.fixture
def landlord(db):
    return a_landlord()


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Messages go to a folder of the test's own, unless it names another carrier."""
    settings.MESSAGES = {"carrier": "file", "site": KNOWN["site"], "folder": tmp_path / "outbox"}
    return settings.MESSAGES["folder"]


@pytest.fixture
def notify(settings, monkeypatch):
    """GOV.UK Notify, as far as we use it, on this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with NotifyServer() as server:
        settings.MESSAGES = {
            "carrier": "notify",
            "site": KNOWN["site"],
            "key": KEY,
            "address": server.address,
            "templates": dict(TEMPLATES),
        }
        yield server


@pytest.fixture
def mail(settings):
    """A mail server on this machine, without TLS."""
    with MailServer() as server:
        settings.MESSAGES = {
            "carrier": "smtp",
            "site": KNOWN["site"],
            "host": "127.0.0.1",
            "port": server.port,
            "user": "",
            "password": "",
            "tls": "none",
            "sender": "repairs@larkfield.example",
        }
        yield server
