"""Sealing: every settled line once, never a fork, and a copy of each head on the disk."""

import json
import threading

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from putright.record import heads
from putright.record.actions import DatabaseMoved, seal
from putright.record.models import Line, Seal
from tests.record.lines import now, seal_everything, wait_until_settled, write_lines

INSERT = (
    "INSERT INTO record_line (name, by, happened_at, about_type, about_id, audience, detail)"
    " VALUES ('repairs.visit_made', 'person-8', now(), 'homes.home', '12', 'resident', '{}') RETURNING id"
)


def copied(settings):
    return [json.loads(line) for line in settings.RECORD_HEADS.read_text().splitlines()]


def test_each_seal_covers_what_was_written_since_the_one_before(sealed, faults):
    seals = Seal.objects.order_by("number")
    assert [seal.number for seal in seals] == list(range(1, len(seals) + 1))
    assert sum(seal.lines for seal in seals) == 12
    assert [after.previous_head for after in seals] == ["", *(before.head for before in seals)][:-1]
    assert faults() == ""


def test_nothing_to_seal_makes_no_seal(own_database):
    assert seal(by="watch", at=now()) is None
    assert not Seal.objects.exists()


def test_a_line_written_in_the_same_transaction_waits_for_the_next_seal(own_database):
    with transaction.atomic():
        write_lines(1)
        assert seal(by="watch", at=now()) is None
    seal_everything()
    assert Seal.objects.get().lines == 1


def test_a_line_that_is_committed_after_later_ones_is_neither_lost_nor_taken_for_put_in(own_database, faults):
    """The lower id, and the lower transaction, becomes visible last."""
    with psycopg.connect(**own_database.application) as slow:
        early = slow.execute(INSERT).fetchone()[0]
        write_lines(2)
        late = Line.objects.latest("id").pk
        assert early < late
        # Nothing can be sealed past a transaction that may still say anything.
        assert seal(by="watch", at=now()) is None
        slow.commit()
    seal_everything()
    write_lines(1)
    seal_everything()
    first = Seal.objects.earliest("number")
    assert (first.first_line, first.lines) == (early, 3)
    assert faults() == ""


def test_a_transaction_that_began_first_and_wrote_last_is_sealed_after(own_database, faults):
    with psycopg.connect(**own_database.application) as slow:
        write_lines(2)
        slow.execute("SELECT pg_current_xact_id()")
        write_lines(1)
        seal(by="watch", at=now())
        last = slow.execute(INSERT).fetchone()[0]
        slow.commit()
    seal_everything()
    assert sum(seal.lines for seal in Seal.objects.all()) == 4
    assert Line.objects.order_by("-written_in").first().pk < last
    assert faults() == ""


def test_a_transaction_given_up_leaves_a_gap_that_is_no_fault(own_database, faults):
    with psycopg.connect(**own_database.application) as other:
        other.execute(INSERT)
        other.rollback()
    write_lines(1)
    seal_everything()
    assert faults() == ""


def test_many_sealers_and_writers_at_once_make_one_chain(own_database, faults, settings):
    failed = []

    def often(do):
        try:
            for _ in range(15):
                do()
        except Exception as why:
            failed.append(why)
        finally:
            connection.close()

    sealing = [threading.Thread(target=often, args=[lambda: seal(by="watch", at=now())]) for _ in range(3)]
    writing = [threading.Thread(target=often, args=[lambda: write_lines(2)]) for _ in range(2)]
    for thread in sealing + writing:
        thread.start()
    for thread in sealing + writing:
        thread.join()
    assert failed == []
    seal_everything()
    assert faults() == ""
    seals = list(Seal.objects.order_by("number"))
    assert [seal.number for seal in seals] == list(range(1, len(seals) + 1))
    assert sum(seal.lines for seal in seals) == 60
    assert [head["number"] for head in copied(settings)] == [seal.number for seal in seals]


def test_a_second_sealer_waits_for_the_first(own_database):
    write_lines(1)
    with psycopg.connect(**own_database.application) as first:
        first.execute("SELECT pg_advisory_xact_lock(%s)", [0x5EA1])
        thread = threading.Thread(target=lambda: (seal_everything(), connection.close()))
        thread.start()
        thread.join(0.5)
        assert thread.is_alive() and not Seal.objects.exists()
        first.commit()
        thread.join()
    assert Seal.objects.count() == 1


def test_even_without_the_lock_no_two_seals_follow_on_from_the_same_one(sealed):
    last = Seal.objects.latest("number")
    last.pk, last.number, last.head = None, last.number + 1, "0" * 64
    with pytest.raises(IntegrityError):
        last.save(force_insert=True)


def test_a_server_that_counts_transactions_anew_is_refused_with_what_to_do(sealed, tamper):
    tamper("UPDATE record_seal SET settled_before = settled_before + 1000000000000")
    with pytest.raises(DatabaseMoved, match="Raise the new server's epoch"):
        seal(by="watch", at=now())


# ---- The copy of the heads


def test_each_head_is_in_the_copy_once_its_seal_is_kept(sealed, settings):
    assert [(head["number"], head["head"]) for head in copied(settings)] == list(
        Seal.objects.order_by("number").values_list("number", "head")
    )
    assert settings.RECORD_HEADS.stat().st_mode & 0o777 == 0o600


def test_a_seal_that_was_not_kept_is_not_in_the_copy(own_database, settings):
    write_lines(1)
    wait_until_settled()
    with transaction.atomic():
        assert seal(by="watch", at=now())
        transaction.set_rollback(True)
    assert not Seal.objects.exists()
    assert not settings.RECORD_HEADS.exists()


def test_a_sealer_that_is_slow_to_copy_its_head_adds_nothing_twice(sealed, settings, faults):
    whole = settings.RECORD_HEADS.read_text()
    heads.keep(settings.RECORD_HEADS, Seal.objects.earliest("number"))
    assert settings.RECORD_HEADS.read_text() == whole


def test_heads_that_a_crash_kept_from_the_copy_are_added_with_the_next(sealed, settings, faults):
    whole = settings.RECORD_HEADS.read_text()
    first, second = whole.splitlines(keepends=True)[:2]
    settings.RECORD_HEADS.write_text(first + second[:40])
    heads.keep(settings.RECORD_HEADS, Seal.objects.latest("number"))
    assert settings.RECORD_HEADS.read_text() == whole
    assert faults() == ""
