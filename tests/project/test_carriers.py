"""Who carries messages is set from outside, and what is missing or wrong is said in a sentence."""

import os

import pytest

from putright.project import CannotStart
from putright.project.carriers import messages
from tests.messages.notify_server import KEY, TEMPLATES

SMTP = {
    "PUTRIGHT_MESSAGES": "smtp",
    "PUTRIGHT_SMTP_HOST": "mail.larkfield.example",
    "PUTRIGHT_SMTP_FROM": "repairs@larkfield.example",
}
NOTIFY = {
    "PUTRIGHT_MESSAGES": "notify",
    "PUTRIGHT_NOTIFY_KEY": KEY,
    "PUTRIGHT_NOTIFY_TEXT_TEMPLATE": TEMPLATES["text"],
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("PUTRIGHT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PUTRIGHT_HOME", str(tmp_path))


def given(monkeypatch, **surroundings):
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    return messages()


def test_unless_it_is_set_messages_are_files_in_our_home(monkeypatch, tmp_path):
    assert given(monkeypatch) == {"carrier": "file", "site": "", "folder": tmp_path / "outbox"}


def test_a_mail_server_has_tls_unless_it_is_said_that_it_has_none(monkeypatch):
    made = given(monkeypatch, **SMTP)
    assert (made["carrier"], made["host"], made["port"], made["tls"]) == (
        "smtp",
        "mail.larkfield.example",
        587,
        "starttls",
    )
    assert given(monkeypatch, PUTRIGHT_SMTP_TLS="none", PUTRIGHT_SMTP_PORT="25")["tls"] == "none"


def test_notify_carries_what_it_has_a_template_for(monkeypatch):
    made = given(monkeypatch, **NOTIFY, PUTRIGHT_SITE="https://repairs.larkfield.example/")
    assert made["templates"] == {"text": TEMPLATES["text"]}
    assert made["address"] == "https://api.notifications.service.gov.uk"
    assert made["site"] == "https://repairs.larkfield.example"


@pytest.mark.parametrize(
    "surroundings, why",
    [
        ({"PUTRIGHT_MESSAGES": "pigeon"}, "Set it to file, smtp or notify"),
        ({"PUTRIGHT_SITE": "repairs"}, "like https://repairs.example"),
        ({**SMTP, "PUTRIGHT_SMTP_HOST": ""}, "set PUTRIGHT_SMTP_HOST"),
        ({**SMTP, "PUTRIGHT_SMTP_PORT": "mail"}, "a number from 1 to 65535"),
        ({**SMTP, "PUTRIGHT_SMTP_PORT": "70000"}, "a number from 1 to 65535"),
        ({**SMTP, "PUTRIGHT_SMTP_FROM": "us"}, "like repairs@larkfield.example"),
        ({**SMTP, "PUTRIGHT_SMTP_TLS": "some"}, "Set it to starttls, tls or none"),
        ({**NOTIFY, "PUTRIGHT_NOTIFY_KEY": "short"}, "too short"),
        ({**NOTIFY, "PUTRIGHT_NOTIFY_TEXT_TEMPLATE": ""}, "it has no template"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(monkeypatch, surroundings, why):
    with pytest.raises(CannotStart, match=why):
        given(monkeypatch, **surroundings)
