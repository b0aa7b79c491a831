"""Whoever gets past the triggers, as the tables' owner or worse, is found out by `putright verify`."""

import ast
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from putright.project.command_line import main
from putright.record import verify
from putright.record.models import Line, Seal
from tests.record.lines import seal_everything, write_lines

LAST = "(SELECT max(number) FROM record_seal)"
COLUMNS = "name, by, happened_at, about_type, about_id, audience, detail"
# A line of the second batch, by its place.
SIXTH = "(SELECT id FROM record_line ORDER BY written_in, id OFFSET 5 LIMIT 1)"
SEVENTH = "(SELECT id FROM record_line ORDER BY written_in, id OFFSET 6 LIMIT 1)"

TAMPERING = {
    "one letter changed": (
        f"UPDATE record_line SET by = 'person-8' WHERE id = {SIXTH}",
        "were changed, exchanged or put in another order",
    ),
    "a choice changed": (
        f"UPDATE record_line SET detail = '{{\"choice\": 9}}' WHERE id = {SIXTH}",
        "were changed, exchanged or put in another order",
    ),
    "shown to staff only afterwards": (
        f"UPDATE record_line SET audience = 'staff', why_staff_only = 'x' WHERE id = {SIXTH}",
        "were changed, exchanged or put in another order",
    ),
    "said to have happened earlier": (
        f"UPDATE record_line SET happened_at = happened_at - interval '1 microsecond' WHERE id = {SIXTH}",
        "were changed, exchanged or put in another order",
    ),
    "said to have been written earlier": (
        f"UPDATE record_line SET written_at = written_at - interval '4 minutes' WHERE id = {SIXTH}",
        "is back-dated",
    ),
    "deleted": (f"DELETE FROM record_line WHERE id = {SIXTH}", "it covers 4 lines, and 1 of them cannot be found"),
    "every line under a seal deleted": (
        f"DELETE FROM record_line WHERE id BETWEEN {SIXTH} - 1 AND {SIXTH} + 2",
        "it covers 4 lines, and 4 of them cannot be found",
    ),
    "two lines swapped": (
        f"CREATE TEMP TABLE two AS SELECT {SIXTH} AS a, {SEVENTH} AS b;"
        "UPDATE record_line SET id = -1 FROM two WHERE id = a; UPDATE record_line SET id = a FROM two WHERE id = b;"
        "UPDATE record_line SET id = b FROM two WHERE id = -1",
        "were changed, exchanged or put in another order",
    ),
    "inserted among sealed lines": (
        f"INSERT INTO record_line ({COLUMNS}, written_at, written_in) SELECT {COLUMNS}, written_at, written_in"
        f" FROM record_line WHERE id = {SIXTH}",
        "it covers 4 lines, and 1 more were put in since",
    ),
    "back-dated at the end": (
        f"INSERT INTO record_line ({COLUMNS}, written_at) SELECT {COLUMNS}, now() - interval '4 minutes'"
        f" FROM record_line WHERE id = {SIXTH}",
        "is back-dated",
    ),
    "the last lines cut off": (
        "DELETE FROM record_line WHERE id > (SELECT max(id) - 2 FROM record_line)",
        "it covers 4 lines, and 2 of them cannot be found",
    ),
    "the last lines cut off with their seal": (
        f"DELETE FROM record_line WHERE written_in >= (SELECT settled_before FROM record_seal WHERE number = {LAST} - 1);"
        f"DELETE FROM record_seal WHERE number = {LAST}",
        "goes on to seal 3, and the database has 2",
    ),
    "everything emptied": ("TRUNCATE record_line, record_seal", "goes on to seal 3, and the database has 0"),
    "a seal changed": ("UPDATE record_seal SET lines = 3 WHERE number = 2", "Seal 2 was changed after it was made"),
    "a seal's root replaced": (
        "UPDATE record_seal SET root = repeat('0', 64) WHERE number = 2",
        "Seal 2 was changed after it was made",
    ),
    "a seal deleted": ("DELETE FROM record_seal WHERE number = 2", "Seal 2 is missing"),
    "the first seal deleted": ("DELETE FROM record_seal WHERE number = 1", "Seal 1 is missing"),
    "two seals exchanged": (
        "UPDATE record_seal SET number = 9 WHERE number = 2; UPDATE record_seal SET number = 2 WHERE number = 3;"
        "UPDATE record_seal SET number = 3 WHERE number = 9",
        "Seal 2 does not follow on from the one before it",
    ),
    "an impossible order": (
        "UPDATE record_line SET written_at = written_at + interval '1 day'",
        "says that it was written after it was sealed",
    ),
    "a transaction of the future": (
        f"INSERT INTO record_line ({COLUMNS}, written_in) SELECT {COLUMNS}, written_in + 1000000000"
        f" FROM record_line WHERE id = {SIXTH}",
        "names a transaction that has not begun",
    ),
}


@pytest.mark.parametrize("statements, said", TAMPERING.values(), ids=TAMPERING)
def test_is_found(sealed, tamper, faults, statements, said):
    assert faults() == ""
    tamper(statements)
    assert said in faults()


def test_a_database_put_back_to_an_earlier_day_is_found(sealed, faults):
    """The copy is taken before more is sealed, then looked at as if it had been put in the place of the other."""
    connection.close()
    earlier = f"{sealed.owner['dbname']}_earlier"
    sealed.copied(earlier)
    try:
        write_lines(2)
        seal_everything()
        assert "goes on to seal 4, and the database has 3" in faults(dbname=earlier)
    finally:
        sealed.dropped(earlier)


def test_a_database_put_back_that_went_on_is_found(sealed, tamper, faults):
    tamper(TAMPERING["the last lines cut off with their seal"][0])
    write_lines(4)
    seal_everything()
    assert "the database was put back to an earlier day and went on from there" in faults()
    assert "From seal 3 on, the seals are not those" in faults()


def test_a_record_forged_whole_and_sealed_anew_is_found(sealed, tamper, faults, settings):
    """Even when all the arithmetic is right, its heads are not the ones that were copied."""
    tamper(f"UPDATE record_line SET by = 'person-8' WHERE id = {SIXTH}; DELETE FROM record_seal")
    real, settings.RECORD_HEADS = settings.RECORD_HEADS, settings.RECORD_HEADS.with_name("forged")
    seal_everything()
    assert faults(heads=settings.RECORD_HEADS) == ""
    assert "From seal 1 on, the seals are not those" in faults(heads=real)


@pytest.mark.parametrize(
    "trigger", ["record_refuse ON record_line", "record_stamp ON record_line", "record_refuse ON record_seal"]
)
def test_a_trigger_that_was_taken_away_is_found(sealed, faults, trigger):
    name, _, table = trigger.split()
    with psycopg.connect(**sealed.owner) as owner:
        owner.execute(f"DROP TRIGGER {trigger}")
    assert f"The trigger {name} on {table} is off or gone" in faults()


def test_a_copy_of_the_heads_that_is_gone_damaged_or_cut_is_told(sealed, faults, settings):
    whole = settings.RECORD_HEADS.read_text()
    first, second, third = whole.splitlines(keepends=True)
    settings.RECORD_HEADS.write_text(first + "a word\n" + third)
    assert "Line 2 of" in faults() and "lacks 1 of the seals, the first of them seal 2" in faults()
    settings.RECORD_HEADS.write_text(first.replace(json.loads(first)["head"], "0" * 64) + second + third)
    assert "From seal 1 on, the seals are not those" in faults()
    # The newest may be on its way there; older ones may not.
    settings.RECORD_HEADS.write_text(first + second)
    assert faults() == ""
    settings.RECORD_HEADS.write_text(whole)
    assert faults() == ""


def test_old_seals_without_any_copy_are_told(sealed, tamper, faults, settings):
    tamper("UPDATE record_seal SET sealed_at = sealed_at - interval '1 hour'")
    settings.RECORD_HEADS.unlink()
    assert "There is no copy of the heads" in faults()


# ---- What is not sealed yet


def test_the_unsealed_tail_is_told_and_may_be_a_minute_old(own_database, tamper, faults, asked):
    write_lines(3)
    assert asked() == (0, "Lines: 3. Seals: 0. Not sealed yet: 3, the oldest for 0 s.")
    tamper("UPDATE record_line SET written_at = written_at - interval '50 seconds', happened_at = '2020-01-01'")
    assert faults() == ""
    tamper("UPDATE record_line SET written_at = written_at - interval '20 seconds'")
    assert "Not sealed yet: 3 lines, the oldest for 7" in faults()
    assert asked()[0] == 1


# ---- The command


@pytest.fixture
def asked(own_database, monkeypatch, capsys, settings):
    """Run the command as it would be run: its status, and its line of numbers."""

    def ask():
        # The address as it was given, to another database of the same server.
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{own_database.application['dbname']}").geturl()
        monkeypatch.setenv("DATABASE_URL", address)
        monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
        monkeypatch.setattr("putright.project.command_line.verify.end_in_order", lambda: None)
        monkeypatch.setattr("putright.project.command_line.verify.home", lambda: settings.RECORD_HEADS.parent)
        status = main(["verify"])
        said = capsys.readouterr().out.splitlines()
        return status, next(line for line in said if line.startswith("Lines: "))

    return ask


def test_the_command_says_that_all_is_well(sealed, asked):
    assert asked() == (0, "Lines: 12. Seals: 3. All is sealed.")


def test_the_command_fails_when_it_is_not(sealed, asked, tamper):
    tamper(f"DELETE FROM record_line WHERE id = {SIXTH}")
    assert asked()[0] == 1


def test_the_command_says_in_a_sentence_what_it_cannot_do(capsys, tmp_path):
    assert main(["verify", "--heads", str(tmp_path / "none")]) == 2
    assert "There is no file" in capsys.readouterr().err


# ---- One that verifies must not lean on what it verifies


def test_verifying_shares_no_code_with_sealing_and_needs_no_django():
    for module in ("verify", "copied_heads"):
        tree = ast.parse(Path(verify.__file__).with_name(f"{module}.py").read_text())
        taken = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        taken |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        ours = {name for name in taken if name.startswith(("putright", "django"))}
        assert ours <= {"putright.record.copied_heads"}


def test_verifying_reads_everything_there_is(sealed):
    """A column added later is sealed and verified, or this fails."""
    from putright.record.actions import SEALED_OF_A_LINE, SEALED_OF_A_SEAL

    assert set(SEALED_OF_A_LINE) == {field.attname for field in Line._meta.concrete_fields}
    assert set(SEALED_OF_A_SEAL) | {"id", "head"} == {field.attname for field in Seal._meta.concrete_fields}
