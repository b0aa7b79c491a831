"""A code to sign in with: who gets one, who does not, and that nobody can tell which."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.accounts import actions as accounts
from putright.accounts.models import Account
from putright.people import actions as people
from putright.people.actions.signing_in import Answer, AskedTooOften
from putright.people.contact import digits
from putright.people.models import SignInCode
from putright.record.models import Line
from tests.people.places import AT, TEST, person, point

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sent():
    """What was sent, to whom; what was taken back is not in the database, whatever is here."""
    return []


def ask(sent, value="ruth@example.org", kind="email", at=AT):
    return people.ask_for_code(
        kind=kind, value=value, send=lambda to, code: sent.append((to, code)), by="resident", at=at
    )


def answer(key, code, at=AT):
    return people.answer_code(key=key, code=code, by="resident", at=at)


def test_the_right_code_opens_an_account_and_only_then(sent):
    ruth = person()
    email = point(ruth)
    key = ask(sent)
    assert [to for to, _ in sent] == [email] and not Account.objects.exists()
    account = answer(key, sent[0][1]).account
    ruth.refresh_from_db(), email.refresh_from_db()
    assert ruth.account == account and email.confirmed_at == AT
    assert not account.is_staff and not account.has_usable_password()
    assert [*Line.objects.order_by("id").values_list("name", flat=True)][-5:] == [
        *("people.code_asked_for", "accounts.opened", "people.account_tied"),
        *("people.contact_point_confirmed", "people.signed_in"),
    ]


def test_the_second_time_it_is_the_same_account(sent):
    point(person())
    opened = {answer(ask(sent, at=AT + n * MINUTE), sent[-1][1], AT + n * MINUTE).account.pk for n in range(2)}
    assert len(opened) == 1 == Account.objects.count()


def test_a_code_is_right_once(sent):
    point(person())
    key = ask(sent)
    assert answer(key, sent[0][1]).account
    assert answer(key, sent[0][1]) == Answer()


def test_a_code_holds_for_ten_minutes(sent):
    point(person())
    key = ask(sent)
    assert answer(key, sent[0][1], AT + 10 * MINUTE) == Answer()
    assert answer(key, sent[0][1], AT + 10 * MINUTE - timedelta(seconds=1)).account


def test_a_code_may_be_tried_three_times(sent):
    point(person())
    key = ask(sent)
    wrong = "000000" if sent[0][1] != "000000" else "111111"
    assert [answer(key, wrong).tries_left for _ in range(4)] == [2, 1, 0, 0]
    assert answer(key, sent[0][1]) == Answer()


def test_a_code_for_one_browser_is_none_for_another(sent):
    point(person())
    ask(sent)
    assert answer("another browser's key", sent[0][1]) == Answer()
    assert answer(ask(sent), sent[0][1]).account is None or sent[0][1] == sent[1][1]


def test_neither_the_code_nor_the_address_can_be_read_from_the_table(sent):
    point(person())
    ask(sent)
    row = SignInCode.objects.values().get()
    assert sent[0][1] not in str(row.values()) or len(sent[0][1]) != 6
    assert "ruth" not in str(row) and row["code"] != sent[0][1]


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 ", "１２３４５６", "١٢٣٤٥٦", "code: 123456."])
def test_a_code_is_the_same_however_it_is_typed(typed):
    assert digits(typed) == "123456"


# ---- Who gets none, and nobody can tell


def unknown():
    point(person("Somebody else"), "else@example.org")


def shared():
    point(person("Ruth")), point(person("Sam"))


def not_safe():
    point(person(), is_safe=False)


def ended():
    people.end_contact_point(contact_point=point(person()), **TEST)


def colleague():
    ruth = person()
    point(ruth)
    account = accounts.open_account(**TEST, email="work@example.org", name="Ruth", is_staff=True)
    people.tie_account(person=ruth, account=account, **TEST)


def account_has_ended():
    ruth = person()
    point(ruth)
    account = accounts.open_account(**TEST)
    people.tie_account(person=ruth, account=account, **TEST)
    accounts.end_account(account=account, **TEST)


NONE_FOR = [unknown, shared, not_safe, ended, colleague, account_has_ended]


@pytest.mark.parametrize("case", NONE_FOR, ids=lambda case: case.__name__)
def test_some_get_no_code_and_no_answer_lets_them_in(sent, case):
    case()
    before = Line.objects.count()
    key = ask(sent)
    row = SignInCode.objects.get(key=key)
    assert row.contact_point is None and Line.objects.count() == before
    # Whatever was tried on somebody else was taken back; and were its code known, it would open nothing.
    for _, code in sent:
        assert answer(key, code).account is None
    row.refresh_from_db()
    assert row.answered_at is None


def test_a_point_that_is_no_longer_theirs_alone_lets_nobody_in(sent):
    point(person())
    key = ask(sent)
    point(person("Sam"))
    assert answer(key, sent[0][1]).account is None


def test_asking_does_the_same_in_the_database_whether_there_is_anybody_or_not(sent):
    point(person())
    known, not_known = ([], [])
    for value, said in (("ruth@example.org", known), ("nobody@example.org", not_known)):
        with CaptureQueriesContext(connection) as asked:
            ask(sent, value)
        said += [" ".join(query["sql"].split()[:3]).partition("(")[0] for query in asked]
    # What was done for somebody else is taken back; all else is the same, in the same order.
    taken_back = [query for query in not_known if query.startswith("ROLLBACK TO SAVEPOINT")]
    assert len(taken_back) == 1
    assert _without_names(known) == _without_names(query for query in not_known if query not in taken_back)


def _without_names(queries):
    """Each savepoint has a name of its own."""
    return ["SAVEPOINT" if "SAVEPOINT" in query else query for query in queries]


def test_only_so_many_codes_are_sent_to_one_address_known_or_not(sent):
    point(person())
    for value in ("ruth@example.org", "nobody@example.org"):
        for _ in range(5):
            ask(sent, value)
        with pytest.raises(AskedTooOften):
            ask(sent, value)
        ask(sent, value, at=AT + timedelta(hours=1))
    for hour in range(2, 5):
        for _ in range(3):
            ask(sent, at=AT + timedelta(hours=hour))
    with pytest.raises(AskedTooOften):
        ask(sent, at=AT + timedelta(hours=6))
    ask(sent, "other@example.org")


def test_codes_are_forgotten_after_two_days(sent):
    ask(sent)
    ask(sent, at=AT + timedelta(days=1))
    assert people.forget_codes(by="watch", at=AT + timedelta(days=2, seconds=1)) == 1
    assert SignInCode.objects.count() == 1
