"""One line for everything that is done: what it must say, and that it is kept together with what it says."""

import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from putright.record.actions import NotForTheRecord, OutsideTransaction, Said, write, write_many
from putright.record.models import About, Line

HOME = About("homes.home", "12")
LONG_AGO = datetime(2025, 12, 18, 16, 40, tzinfo=UTC)


def written(**changes):
    """A line, with some of what it says changed."""
    return write(**{"name": "repairs.report_made", "by": "person-7", "at": LONG_AGO, "about": HOME} | changes)


def counted(own_database):
    """How many lines another visitor sees."""
    with psycopg.connect(**own_database.application) as other:
        return other.execute("SELECT count(*) FROM record_line").fetchone()[0]


@pytest.mark.django_db
def test_a_line_says_what_was_done_by_whom_when_and_about_what():
    line = written(channel="phone", rooms=[1, 2], urgent=True)
    kept = Line.objects.get(pk=line.pk)
    assert (kept.name, kept.by, kept.happened_at) == ("repairs.report_made", "person-7", LONG_AGO)
    assert (kept.about_type, kept.about_id) == HOME
    assert kept.detail == {"channel": "phone", "rooms": [1, 2], "urgent": True}
    assert (kept.audience, kept.why_staff_only, kept.corrects) == ("resident", None, None)


@pytest.mark.django_db
def test_the_database_says_when_a_line_was_written_whatever_it_is_told():
    began = datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_line (name, by, happened_at, written_at, written_in, about_type, about_id, audience,"
            " detail) VALUES ('homes.home_added', 'me', '2020-01-01', '2020-01-01', 3, 'homes.home', '1', 'resident',"
            " '{}') RETURNING written_at, written_in"
        )
        written_at, written_in = cursor.fetchone()
    assert abs(written_at - began) < timedelta(minutes=1)
    assert written_in > 3


@pytest.mark.django_db
def test_a_line_is_about_a_row_by_its_model_and_id():
    first = written()
    assert (written(about=first).about_type, written(about=first).about_id) == ("record.line", str(first.pk))
    with pytest.raises(NotForTheRecord, match="Save it first"):
        written(about=Line())


@pytest.mark.django_db
def test_lines_are_found_by_what_they_are_about_and_who_may_read_them():
    first, _, hidden = (
        written(),
        written(about=About("homes.home", "13")),
        written(audience="staff", why_staff_only="safety"),
    )
    assert list(Line.objects.get_queryset().about(HOME)) == [first, hidden]
    assert list(Line.objects.get_queryset().about(HOME).for_residents()) == [first]


def test_a_line_outside_a_transaction_is_refused(own_database):
    with pytest.raises(OutsideTransaction, match="outside a transaction"):
        written()
    assert counted(own_database) == 0


def test_what_did_not_happen_leaves_no_line(own_database):
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    assert counted(own_database) == 0
    with transaction.atomic():
        written()
        assert counted(own_database) == 0
    assert counted(own_database) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes, said",
    [
        ({"name": "report made"}, "is no name for a line"),
        ({"name": "repairs.report_made\n"}, "is no name for a line"),
        ({"by": "Ada Okafor"}, "does not say who did it by a short code"),
        ({"by": ""}, "does not say who did it by a short code"),
        ({"about": About("homes.home", "12 Larkfield Road")}, "does not say which thing by a short code"),
        ({"at": datetime(2025, 12, 18, 16, 40)}, "has no time zone"),
        ({"audience": "everyone"}, "there is no audience “everyone”"),
        ({"audience": "staff"}, "is for staff only and does not say why"),
        ({"audience": "staff", "why_staff_only": " "}, "is for staff only and does not say why"),
        ({"why_staff_only": "because"}, "is for the resident"),
        ({"words": "m" * 201}, "Words belong elsewhere"),
        ({"words": {"deep": ["m" * 201]}}, "Words belong elsewhere"),
        ({"words": {"m" * 201: 1}}, "Words belong elsewhere"),
        ({"share": 0.5}, "is a float"),
        ({"day": LONG_AGO}, "is a datetime"),
        ({"letter": "\x00"}, "half a letter or none"),
        ({"letter": "\ud83d"}, "half a letter or none"),
        ({"ids": ["x" * 190] * 30}, "longer than 4000 bytes"),
        ({"corrects": 10**9}, "there is no such line"),
    ],
)
def test_what_the_record_cannot_hold_is_refused_in_a_sentence(changes, said):
    with pytest.raises(NotForTheRecord, match=said):
        written(**changes)
    assert not Line.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        "name = 'report made'", "by = 'Ada Okafor'", "about_id = ''", "audience = 'staff'", "audience = 'everyone'",
        "audience = 'staff', why_staff_only = ''", "why_staff_only = 'x'", "happened_at = now() + interval '1 hour'",
        "corrects_id = 999999999",
    ],
)  # fmt: skip
def test_the_database_refuses_them_too(changes):
    columns = {
        "name": "'repairs.report_made'", "by": "'watch'", "happened_at": "now()", "about_type": "'homes.home'",
        "about_id": "'1'", "audience": "'resident'", "why_staff_only": "null", "corrects_id": "null", "detail": "'{}'",
    }  # fmt: skip
    columns |= dict(change.split(" = ") for change in changes.split(", "))
    # Whether the line that is corrected is there is asked at the end of a transaction, unless asked sooner.
    statement = (
        f"INSERT INTO record_line ({', '.join(columns)}) VALUES ({', '.join(columns.values())});"
        " SET CONSTRAINTS ALL IMMEDIATE"
    )
    with connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_correction_names_an_earlier_line_about_the_same_thing():
    first = written()
    second = written(name="repairs.report_corrected", corrects=first)
    assert list(first.corrected_by.all()) == [second]
    with pytest.raises(NotForTheRecord, match="A correction is about the same thing"):
        written(corrects=first.pk, about=About("homes.home", "13"))


CHANGES = [
    "UPDATE record_line SET by = 'someone-else'",
    "DELETE FROM record_line",
    "DELETE FROM record_line WHERE false",
    "TRUNCATE record_line CASCADE",
    "INSERT INTO record_line SELECT * FROM record_line ON CONFLICT (id) DO UPDATE SET by = 'someone-else'",
    "UPDATE record_seal SET by = 'someone-else'",
    "DELETE FROM record_seal",
    "TRUNCATE record_seal",
]


@pytest.mark.parametrize("role", ["application", "owner"])
def test_nobody_changes_the_record_in_raw_sql_either(sealed, role):
    # The application is not even allowed to try; its owner is, and a trigger refuses.
    may_not, refused = psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityConstraintViolation
    owns = role == "owner" or sealed.application["user"] == sealed.owner["user"]
    with psycopg.connect(**getattr(sealed, role), autocommit=True) as connection:
        before = connection.execute("SELECT * FROM record_line, record_seal ORDER BY 1").fetchall()
        for statement in CHANGES:
            with pytest.raises(refused if owns else may_not) as why:
                connection.execute(statement)
            assert ("The record is never changed" in str(why.value)) == owns
        assert connection.execute("SELECT * FROM record_line, record_seal ORDER BY 1").fetchall() == before


def test_nor_does_the_code_above(sealed):
    line = Line.objects.first()
    line.by = "someone-else"
    for change in (
        lambda: Line.objects.update(by="someone-else"),
        lambda: Line.objects.all()._raw_delete("default"),
        lambda: Line.objects.bulk_update([line], ["by"]),
        line.save,
        line.delete,
    ):
        with pytest.raises(DatabaseError):
            change()
    assert not Line.objects.filter(by="someone-else").exists()


def test_the_application_cannot_take_the_trigger_away(own_database):
    if own_database.application["user"] == own_database.owner["user"]:
        pytest.skip("here the application owns its tables: only one address was given")
    with psycopg.connect(**own_database.application) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("ALTER TABLE record_line DISABLE TRIGGER record_refuse")


def test_many_write_at_once_and_nothing_is_lost(own_database):
    def many():
        for one in range(20):
            with transaction.atomic():
                written(choice=one)
        connection.close()

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted(own_database) == 80


# ---- Many lines at once


@pytest.mark.django_db
def test_many_lines_are_written_in_one_statement_as_if_each_were_written_alone(django_assert_num_queries):
    other = About("homes.home", "13")
    said = [Said("deadlines.started", HOME, {"owed": "tasks.triage"}), Said("deadlines.met", other)]
    with django_assert_num_queries(1):
        lines = write_many(said, by="resident", at=LONG_AGO)
    kept = list(Line.objects.order_by("id"))
    assert kept == lines
    assert [(line.name, line.about_id, line.detail) for line in kept] == [
        ("deadlines.started", "12", {"owed": "tasks.triage"}),
        ("deadlines.met", "13", {}),
    ]
    alone = write("deadlines.met", by="resident", at=LONG_AGO, about=other)
    same = ("by", "happened_at", "audience", "why_staff_only", "written_in", "detail", "corrects_id")
    assert [getattr(kept[1], name) for name in same] == [getattr(Line.objects.get(pk=alone.pk), name) for name in same]


@pytest.mark.django_db
def test_of_many_lines_none_is_written_when_one_cannot_be():
    fine = Said("deadlines.started", HOME)
    for wrong in (
        Said("Nonsense", HOME),
        Said("a.b", About("homes.home", "3 High Street")),
        Said("a.b", HOME, {"x": 0.5}),
    ):
        with pytest.raises(NotForTheRecord):
            write_many([fine, wrong], by="resident", at=LONG_AGO)
    assert Line.objects.count() == 0


def test_many_lines_outside_a_transaction_are_refused(own_database):
    with pytest.raises(OutsideTransaction, match="1 lines"):
        write_many([Said("deadlines.started", HOME)], by="resident", at=LONG_AGO)
