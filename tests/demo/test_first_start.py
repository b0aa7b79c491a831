"""When an invented landlord is made and shown: by itself on our own database, else only where somebody asks for it."""

import os

import pytest

from putright.demo.larkfield import larkfield
from putright.demo.staff import open_landlord
from putright.homes.actions import set_landlord
from putright.project import CannotStart, invented
from putright.project.postgres import Database


@pytest.fixture
def where(own_database):
    """The address of a database with tables and nobody in them."""
    parts = " ".join(f"{name}='{value}'" for name, value in own_database.application.items())
    return Database(parts, parts)


@pytest.fixture
def start(where, at, monkeypatch):
    """Starts, on our own database or a given one; what is said to the pages, and how often Larkfield was made."""
    monkeypatch.setattr(invented.given, "parsed", lambda url: dict(part.split("=", 1) for part in _parts(url)))

    def started(*, is_ours=True, asked=None, makes=True):
        made = []

        def make(_):
            made.append(1)
            if makes:
                open_landlord(larkfield(), at)

        monkeypatch.setattr(invented, "_make", make)
        if is_ours:
            monkeypatch.delenv("DATABASE_URL", raising=False)
        else:
            monkeypatch.setenv("DATABASE_URL", "postgresql://given")
        monkeypatch.delenv("PUTRIGHT_DEMO", raising=False)
        if asked is not None:
            monkeypatch.setenv("PUTRIGHT_DEMO", asked)
        invented.settle(where)

        return os.environ["PUTRIGHT_DEMO"], len(made)

    return started


def _parts(url):
    return [part.replace("'", "") for part in url.split(" ")]


@pytest.mark.parametrize(
    "is_ours, asked, shown",
    [
        (True, None, ("yes", 1)),
        (True, "yes", ("yes", 1)),
        (True, "no", ("no", 0)),
        (False, None, ("no", 0)),
        (False, "yes", ("yes", 1)),
        (False, "no", ("no", 0)),
    ],
)
def test_where_nobody_is_it_is_made_on_our_own_database_or_where_it_is_asked_for(start, is_ours, asked, shown):
    assert start(is_ours=is_ours, asked=asked) == shown


def test_it_is_made_once(start):
    assert start() == ("yes", 1)
    assert start() == ("yes", 0)


@pytest.mark.parametrize("asked", [None, "yes"])
def test_where_a_real_landlord_is_it_is_neither_made_nor_shown(start, at, asked):
    real = {"name": "Somebody Real", "phone": "1", "emergency_phone": "1", "phone_hours": "always"}
    set_landlord(by="test", at=at, **real, email="a@example.org", address="here")
    assert start(asked=asked) == ("no", 0)


def test_the_address_to_begin_at_is_where_one_walks_in(start):
    start()
    assert invented.door() == "/walk-in"
    start(asked="no")
    assert invented.door() == ""


def test_what_could_not_be_made_is_said_and_how_to_start_without(where, monkeypatch):
    monkeypatch.setattr(invented.sys, "executable", "/bin/false")
    with pytest.raises(CannotStart, match="PUTRIGHT_DEMO=no"):
        invented._make(where)
