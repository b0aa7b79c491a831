"""Larkfield's own record verifies; and whoever tampers with it, as the owner of its tables, is found out."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection
from psycopg.rows import dict_row

from putright.demo.making import make
from putright.record.models import Line, Seal
from putright.record.verify import verify
from tests.record.conftest import OFF, ON
from tests.record.lines import seal_everything, write_lines

ONE = "(SELECT id FROM record_line WHERE name = 'repairs.reported' ORDER BY id OFFSET 7 LIMIT 1)"
OTHER = "(SELECT id FROM record_line WHERE name = 'hazards.decided' ORDER BY id OFFSET 3 LIMIT 1)"
COLUMNS = "name, by, happened_at, about_type, about_id, audience, detail"
CHANGED = "were changed, exchanged or put in another order"

TAMPERING = {
    "a report said to have been told later": (
        f"UPDATE record_line SET happened_at = happened_at + interval '3 days' WHERE id = {ONE}",
        CHANGED,
    ),
    "a decision said to be another's": (f"UPDATE record_line SET by = 'person-1' WHERE id = {OTHER}", CHANGED),
    "a decision changed": (f'UPDATE record_line SET detail = \'{{"is_class": "none"}}\' WHERE id = {OTHER}', CHANGED),
    "a decision hidden from the resident": (
        f"UPDATE record_line SET audience = 'staff', why_staff_only = 'x' WHERE id = {OTHER}",
        CHANGED,
    ),
    "a report deleted": (f"DELETE FROM record_line WHERE id = {ONE}", "1 of them cannot be found"),
    "a report and a decision swapped": (
        f"CREATE TEMP TABLE two AS SELECT {ONE} AS a, {OTHER} AS b;"
        "UPDATE record_line SET id = -1 FROM two WHERE id = a; UPDATE record_line SET id = a FROM two WHERE id = b;"
        "UPDATE record_line SET id = b FROM two WHERE id = -1",
        CHANGED,
    ),
    "a call that nobody made put in": (
        f"INSERT INTO record_line ({COLUMNS}, written_at, written_in) SELECT {COLUMNS}, written_at, written_in"
        f" FROM record_line WHERE id = {ONE}",
        "1 more were put in since",
    ),
    "a call that nobody made back-dated at the end": (
        f"INSERT INTO record_line ({COLUMNS}, written_at) SELECT {COLUMNS}, now() - interval '4 minutes'"
        f" FROM record_line WHERE id = {ONE}",
        "is back-dated",
    ),
    "the last lines cut off with their seal": (
        "DELETE FROM record_line WHERE written_in >= (SELECT settled_before FROM record_seal WHERE number = 2);"
        "DELETE FROM record_seal WHERE number = 3",
        "goes on to seal 3, and the database has 2",
    ),
    "a seal changed": ("UPDATE record_seal SET lines = lines - 1 WHERE number = 1", "Seal 1 was changed"),
    "everything emptied": ("TRUNCATE record_line, record_seal", "goes on to seal 3, and the database has 0"),
}


def test_larkfields_record_verifies_and_each_kind_of_tampering_with_it_is_found(own_database, settings):
    make(at=datetime.now(UTC), reports=30)
    seal_everything()
    for _ in range(2):
        write_lines(2)
        seal_everything()
    assert Line.objects.filter(name="repairs.reported").count() > 10 and Seal.objects.count() == 3
    connection.close()

    def faults_of(name):
        with psycopg.connect(**{**own_database.application, "dbname": name}, row_factory=dict_row) as reading:
            return "\n".join(verify(reading, settings.RECORD_HEADS).faults)

    assert faults_of(own_database.application["dbname"]) == ""
    for kind, (statements, said) in TAMPERING.items():
        copy = f"{own_database.owner['dbname']}_tampered"
        own_database.copied(copy)
        try:
            with psycopg.connect(**{**own_database.owner, "dbname": copy}, autocommit=True) as owner:
                for each in (OFF, statements, ON):
                    owner.execute(each)
            if said not in faults_of(copy):
                pytest.fail(f"{kind} was not found: {faults_of(copy) or 'no fault at all'}")
        finally:
            own_database.dropped(copy)
