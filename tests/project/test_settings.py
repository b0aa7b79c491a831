"""What is set from outside is read as what it is or refused in a sentence, and every answer has the safe headers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from putright.project import CannotStart, environment
from putright.project.headers import CONTENT_SECURITY_POLICY

CHECKOUT = Path(__file__).resolve().parents[2]


def settings_say(expression: str, home: Path, **surroundings: str) -> str:
    """What an expression over the settings is, in a process that has just loaded them."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PUTRIGHT_", "DATABASE_"))}
    said = subprocess.run(
        [sys.executable, "-c", f"from putright.project import settings; print({expression})"],
        env={**clean, "PUTRIGHT_HOME": str(home), **surroundings},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return said.stdout.strip()


@pytest.mark.parametrize(("said", "means"), [("yes", True), ("True", True), ("1", True), ("no", False), ("0", False)])
def test_yes_and_no_are_read_however_they_are_written(monkeypatch: pytest.MonkeyPatch, said: str, means: bool) -> None:
    monkeypatch.setenv("PUTRIGHT_DEBUG", said)
    assert environment.yes_or_no("PUTRIGHT_DEBUG") is means


def test_what_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUTRIGHT_DEBUG", "perhaps")
    with pytest.raises(CannotStart, match=r"neither yes nor no\. Set it to yes or no, or unset it"):
        environment.yes_or_no("PUTRIGHT_DEBUG")


def test_names_are_read_with_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUTRIGHT_HOSTS", "repairs.example.org, localhost")
    assert environment.names("PUTRIGHT_HOSTS", []) == ["repairs.example.org", "localhost"]


@pytest.mark.parametrize("said", ["", " , ", "https://repairs.example.org", "one two"])
def test_names_that_are_not_names_are_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("PUTRIGHT_HOSTS", said)
    with pytest.raises(CannotStart, match="Set it to host names"):
        environment.names("PUTRIGHT_HOSTS", [])


def test_the_secret_is_made_once_and_is_for_us_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PUTRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PUTRIGHT_SECRET_KEY", raising=False)
    secret = environment.secret_key()
    assert len(secret) >= 64 and environment.secret_key() == secret
    assert [(file.name, file.stat().st_mode & 0o777) for file in (tmp_path / "home").iterdir()] == [
        ("secret_key", 0o600)
    ]


def test_a_short_secret_is_refused_without_repeating_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUTRIGHT_SECRET_KEY", "hunter2")
    with pytest.raises(CannotStart, match="shorter than 32") as refused:
        environment.secret_key()
    assert "hunter2" not in str(refused.value)


def test_a_home_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, not a folder")
    monkeypatch.setenv("PUTRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PUTRIGHT_SECRET_KEY", raising=False)
    with pytest.raises(CannotStart, match="Set PUTRIGHT_HOME to a folder"):
        environment.secret_key()


def test_nothing_is_shown_to_the_curious_unless_asked_for(tmp_path: Path) -> None:
    shown = settings_say("(settings.DEBUG, settings.ALLOWED_HOSTS, settings.DATABASES)", tmp_path)
    assert shown == "(False, ['localhost', '127.0.0.1', '[::1]'], {})"


def test_an_address_with_a_socket_and_an_option_reaches_django_whole(tmp_path: Path) -> None:
    address = "postgresql://putright:p%40ss@%2Frun%2Fput:5433/homes?sslmode=require"
    shown = settings_say(
        "[settings.DATABASES['default'][part] for part in ('HOST', 'PORT', 'USER', 'PASSWORD', 'NAME', 'OPTIONS')]",
        tmp_path,
        DATABASE_URL=address,
    )
    assert shown == "['/run/put', '5433', 'putright', 'p@ss', 'homes', {'sslmode': 'require'}]"


def test_https_makes_cookies_and_origins_secure(tmp_path: Path) -> None:
    shown = settings_say(
        "(settings.SECURE_SSL_REDIRECT, settings.CSRF_COOKIE_SECURE, settings.CSRF_TRUSTED_ORIGINS)",
        tmp_path,
        PUTRIGHT_HTTPS="yes",
        PUTRIGHT_HOSTS="repairs.example.org,.larkfield.example",
    )
    assert shown == "(True, True, ['https://repairs.example.org', 'https://*.larkfield.example'])"


def test_no_script_or_style_inside_a_page_is_ever_allowed() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'self';")
    assert "unsafe" not in CONTENT_SECURITY_POLICY and "*" not in CONTENT_SECURITY_POLICY
