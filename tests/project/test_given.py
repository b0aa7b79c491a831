"""A database that a person gives is used only if it can be reached, is new enough and keeps its word."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from putright.project import CannotStart
from putright.project.postgres import Database, given, running, server
from putright.project.postgres.place import place_of
from putright.project.postgres.roles import url


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "not the address of a PostgreSQL database"),
        ("larkfield", "not the address of a PostgreSQL database"),
        ("mysql://u:secret@localhost/x", "not the address of a PostgreSQL database"),
        ("postgresql://u:secret@localhost:port/x", "cannot be used|cannot be read"),
        ("postgresql://u:secret%zz@localhost/x", "cannot be read"),
        ("postgresql://u:secret@localhost", "does not say which database"),
        ("postgresql://u:secret@127.0.0.1:9/x", r"cannot be used \(127.0.0.1, port 9\).*Check the host and the port"),
        ("postgresql://u:secret@%2Fnowhere/x", "cannot be used"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_without_its_password(address: str, why: str) -> None:
    with pytest.raises(CannotStart, match=why) as refused:
        given.check(address)
    assert "secret" not in str(refused.value)


def test_a_wrong_password_is_said_without_it(shared: Database) -> None:
    wrong = shared.application_url.replace("putright:", "putright:secret", 1)
    with pytest.raises(CannotStart, match="Check the user and the password") as refused:
        given.check(wrong)
    assert "secret" not in str(refused.value)


def test_a_database_that_is_not_there_is_said(shared: Database) -> None:
    with pytest.raises(CannotStart, match=r"does not exist\. Make it first"):
        given.check(shared.application_url.removesuffix("putright") + "elsewhere")


def test_a_server_that_is_too_old_is_said(shared: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "OLDEST", 99)
    with pytest.raises(CannotStart, match=r"is PostgreSQL 18 .*needs 99 or newer"):
        given.check(shared.application_url)


def test_a_server_that_may_forget_what_it_kept_is_refused(home: Path) -> None:
    with running(home):
        with psycopg.connect(url(place_of(home), "postgres", "postgres"), autocommit=True) as superuser:
            superuser.execute("alter role putright set synchronous_commit = off")
        with (
            pytest.raises(CannotStart, match=r"synchronous_commit is off.*could be lost in a power cut"),
            running(home),
        ):
            pass


@pytest.mark.parametrize("setting", given.KEEPS_ITS_WORD)
def test_each_of_the_settings_by_which_it_may_forget_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setitem(server.SETTINGS, setting, "off")
    with pytest.raises(CannotStart, match=rf"{setting} is off.*Turn it on"), running(home):
        pass
