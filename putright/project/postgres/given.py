"""A database that a person gives by its address, and whether it can be trusted with a report."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from putright.project import CannotStart

OLDEST = 15
LOOKS_LIKE = "postgresql://user:password@host:5432/database"
# Each can be off and everything seems well, until a power cut takes back what somebody was told is safe.
KEEPS_ITS_WORD = ("fsync", "full_page_writes", "synchronous_commit")


def parsed(url: str, name: str = "DATABASE_URL") -> dict[str, Any]:
    """The parts of a database's address, in libpq's own words."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise CannotStart(f"{name} is not the address of a PostgreSQL database, which looks like {LOOKS_LIKE}.")
    try:
        parts: dict[str, Any] = conninfo_to_dict(url)
    except (psycopg.Error, ValueError):
        # Not libpq's own words: they repeat the address, and the address holds a password.
        raise CannotStart(
            f"{name} cannot be read. It should look like {LOOKS_LIKE}, with any of : / @ % in a password "
            "written as %3A %2F %40 %25."
        ) from None
    if not parts.get("dbname"):
        raise CannotStart(f"{name} does not say which database. It should look like {LOOKS_LIKE}.")
    return parts


def check(url: str, name: str = "DATABASE_URL") -> None:
    """Refuse a database that cannot be reached, is too old, or may forget what it said it had kept."""
    parts = parsed(url, name)
    where = f"{parts.get('host', 'this machine')}, port {parts.get('port', 5432)}"
    try:
        with psycopg.connect(**{"connect_timeout": 5, **parts}) as connection:
            version = connection.info.server_version // 10000
            if version < OLDEST:
                raise CannotStart(f"{name} is PostgreSQL {version} ({where}); Putright needs {OLDEST} or newer.")
            for setting in KEEPS_ITS_WORD:
                row = connection.execute(f"SHOW {setting}").fetchone()
                if row and row[0] == "off":
                    raise CannotStart(
                        f"{setting} is off in {name} ({where}), so a report that somebody was told is safe could be "
                        f"lost in a power cut. Turn it on (ALTER SYSTEM SET {setting} = on), reload, and start again."
                    )
    except psycopg.Error as why:
        raise CannotStart(f"{name} cannot be used ({where}): {_reason(why)}") from why


def _reason(why: psycopg.Error) -> str:
    """Why, from the last line of what PostgreSQL says, and what to do about it."""
    said = (str(why).strip().splitlines() or [""])[-1]
    said = said.split("FATAL:")[-1].split("failed:")[-1].strip().rstrip(".")
    if "password" in said:
        return f"{said}. Check the user and the password in it."
    if "does not exist" in said:
        return f"{said}. Make it first, or correct the address."
    return f"{said}. Check the host and the port, and that PostgreSQL is running there."
