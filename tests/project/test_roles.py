"""Who may do what in the database, and how it is set."""

from __future__ import annotations

import psycopg
import pytest

from putright.project.postgres import Database


def test_the_application_may_use_the_owners_tables(shared: Database) -> None:
    with psycopg.connect(shared.application_url) as application:
        application.execute("insert into report (words) values ('a leak')")
        application.execute("update report set words = 'a bad leak'")
        assert application.execute("select words from report").fetchall() == [("a bad leak",)]
        application.execute("delete from report")


@pytest.mark.parametrize(
    "attempt",
    [
        "drop table report",
        "alter table report add column other text",
        "alter table report disable trigger all",
        "truncate report",
        "create table mine (words text)",
        "create role mine",
        "create database mine",
        "select rolpassword from pg_authid",
        "copy report to program 'cat'",
        "set role putright_owner",
    ],
)
def test_the_application_may_not(shared: Database, attempt: str) -> None:
    with (
        psycopg.connect(shared.application_url, autocommit=True) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute(attempt)


def test_neither_role_is_above_the_rules(shared: Database) -> None:
    with psycopg.connect(shared.owner_url) as owner:
        roles = owner.execute(
            "select rolname, rolcreatedb from pg_roles where rolname like 'putright%'"
            " and not rolsuper and not rolbypassrls and not rolcreaterole and not rolreplication order by rolname"
        ).fetchall()
    assert roles == [("putright", False), ("putright_owner", True)]


def test_a_database_that_the_owner_makes_for_tests_gives_the_application_the_same(shared: Database) -> None:
    with psycopg.connect(shared.owner_url, autocommit=True) as owner:
        owner.execute("create database test_putright")
        with psycopg.connect(shared.owner_url, dbname="test_putright") as inside:
            inside.execute("create table report (words text)")
        with psycopg.connect(shared.application_url, dbname="test_putright") as application:
            application.execute("insert into report values ('a leak')")
        owner.execute("drop database test_putright")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("TimeZone", "UTC"), ("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on")]
    + [("listen_addresses", ""), ("data_checksums", "on"), ("server_encoding", "UTF8")]
    + [("password_encryption", "scram-sha-256")],
)
def test_the_server_is_set_to_keep_what_it_is_told(shared: Database, setting: str, value: str) -> None:
    with psycopg.connect(shared.application_url) as application:
        assert application.execute("select current_setting(%s)", [setting]).fetchall() == [(value,)]


def test_words_of_wales_are_letters_to_it(shared: Database) -> None:
    with psycopg.connect(shared.application_url) as application:
        assert application.execute("select lower('ŴÉ')").fetchall() == [("ŵé",)]
