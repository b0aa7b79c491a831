"""Many answers to one code at one moment, each on a connection of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from putright.people.models import SignInCode
from tests.people.places import person, point
from tests.people.test_signing_in import answer, ask


def test_a_hundred_answers_at_once_are_still_only_three_tries(own_database):
    """Two browsers with one key, at the same moment, in truth: each try is counted."""
    kept = []
    point(person())
    key = ask(kept)
    wrong = "000000" if kept[0][1] != "000000" else "111111"

    def one(_):
        try:
            return answer(key, wrong).tries_left
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        left = list(pool.map(one, range(100)))
    assert sorted(left, reverse=True)[:3] == [2, 1, 0] and sum(left) == 3
    assert SignInCode.objects.get().tries == 3
