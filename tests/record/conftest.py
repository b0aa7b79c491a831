"""What the tests of the record share: a sealed record, what verifying finds in it, and a way past the triggers."""

import psycopg
import pytest
from psycopg.rows import dict_row

from putright.record.models import Seal
from putright.record.verify import verify
from tests.record.lines import seal_everything, write_lines

OFF = "ALTER TABLE record_line DISABLE TRIGGER USER; ALTER TABLE record_seal DISABLE TRIGGER USER"
ON = """
ALTER TABLE record_line ENABLE ALWAYS TRIGGER record_stamp;
ALTER TABLE record_line ENABLE ALWAYS TRIGGER record_refuse;
ALTER TABLE record_seal ENABLE ALWAYS TRIGGER record_refuse
"""


@pytest.fixture
def sealed(own_database):
    """A record of twelve lines under three seals, four under each."""
    for _ in range(3):
        write_lines(4)
        seal_everything()
    assert [seal.lines for seal in Seal.objects.order_by("number")] == [4, 4, 4]
    return own_database


@pytest.fixture
def faults(own_database, settings):
    """What verifying finds, as one text; empty when all is well. Reads as the application."""

    def found(heads=None, dbname=None):
        role = {**own_database.application, "dbname": dbname or own_database.application["dbname"]}
        with psycopg.connect(**role, row_factory=dict_row) as connection:
            return "\n".join(verify(connection, heads or settings.RECORD_HEADS).faults)

    return found


@pytest.fixture
def tamper(own_database):
    """Do something to the record as the owner of its tables, with the triggers out of the way."""

    def do(statements):
        with psycopg.connect(**own_database.owner, autocommit=True) as owner:
            owner.execute(OFF)
            owner.execute(statements)
            owner.execute(ON)

    return do
