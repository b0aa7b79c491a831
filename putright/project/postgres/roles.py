"""Three roles: one that may do anything and is not used, one that owns the tables, one that Putright runs as."""

from __future__ import annotations

from urllib.parse import quote

import psycopg
from psycopg import sql

from putright.project import CannotStart
from putright.project.postgres.place import PORT, Place


def url(place: Place, role: str, database: str = "putright") -> str:
    """The address of a database, for one role. The folder of the socket is percent-encoded in place of a host."""
    password = quote(place.password(role).read_text().strip(), safe="")
    return f"postgresql://{role}:{password}@{quote(str(place.sockets), safe='')}:{PORT}/{database}"


def ensure_roles(place: Place) -> None:
    """Make the roles and the database. The database comes last, so where it is, everything is."""
    try:
        with psycopg.connect(url(place, "postgres", "postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = 'putright'").fetchone():
                return
            # Makes its own database for tests, and is not a superuser: the append-only tables hold against it too,
            # unless it takes their triggers away, which it could and Putright never does.
            _make_role(connection, place, "putright_owner", "CREATEDB")
            # Owns nothing, so it can neither change a table nor switch a trigger off, whatever the code above does.
            _make_role(connection, place, "putright", "NOCREATEDB")
            # In template1 as well, so that a database made for tests gives the same.
            with psycopg.connect(url(place, "postgres", "template1"), autocommit=True) as template:
                template.execute(
                    "ALTER DEFAULT PRIVILEGES FOR ROLE putright_owner"
                    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO putright"
                )
                template.execute(
                    "ALTER DEFAULT PRIVILEGES FOR ROLE putright_owner GRANT USAGE ON SEQUENCES TO putright"
                )
            connection.execute("CREATE DATABASE putright OWNER putright_owner")
    except (psycopg.OperationalError, FileNotFoundError) as why:
        if isinstance(why, FileNotFoundError) or "password authentication failed" in str(why):
            raise CannotStart(
                f"The passwords in {place.password('postgres').parent} are not those of the database beside them. "
                "Nothing was changed. Put back the folder they came with, or set PUTRIGHT_HOME to another folder."
            ) from why
        raise


def _make_role(connection: psycopg.Connection, place: Place, role: str, may: str) -> None:
    """Make a role that signs in with its password and, but for what it may, can do little."""
    # Scrambled here, so that the password is in no statement and no log.
    password = place.password(role).read_text().encode()
    scrambled = connection.pgconn.encrypt_password(password, role.encode(), b"scram-sha-256").decode()
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS {} PASSWORD {}").format(
            sql.SQL("ALTER" if known else "CREATE"),
            sql.Identifier(role),
            sql.SQL(may),
            sql.Literal(scrambled),
        )
    )
