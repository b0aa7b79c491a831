"""Who is written to, by which way, and what is kept of it; and what happens where there is no safe way."""

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from putright.accounts.models import Account
from putright.deadlines.models import Deadline
from putright.messages.actions import WrongReader, mark_as_read, write_to, write_to_account, write_to_role
from putright.messages.choosing import choose
from putright.messages.fields import WrongFields
from putright.messages.models import Message
from putright.people.models import ContactPoint
from putright.record.models import Line
from tests.messages.people import ABOUT, AT, MINUTE, PARAMS, a_person, written

pytestmark = pytest.mark.django_db
ALL = {"text", "email", "letter"}


def points(*said):
    """Points as "text", "email preferred", "phone unsafe"."""
    return [
        ContactPoint(pk=number, kind=one.split()[0], is_preferred="preferred" in one, is_safe="unsafe" not in one)
        for number, one in enumerate(said, 1)
    ]


@pytest.mark.parametrize(
    "held, carried, chosen",
    [
        (["email", "text"], ALL, "email"),
        (["email", "text preferred"], ALL, "text"),
        (["letter", "email"], ALL, "email"),
        (["letter preferred", "email"], ALL, "letter"),
        (["letter", "phone"], ALL, "phone"),
        (["phone preferred", "text"], ALL, "phone"),
        (["phone", "text"], ALL, "text"),
        (["text preferred", "email"], {"email"}, "email"),
        (["text preferred", "phone"], {"email"}, "phone"),
        (["text preferred"], {"email"}, "text"),
        (["text preferred unsafe", "email"], ALL, "email"),
        (["text preferred unsafe", "email unsafe"], ALL, None),
        ([], ALL, None),
    ],
)
def test_the_way_that_is_chosen(held, carried, chosen):
    point = choose(points(*held), carried)
    assert (point and point.kind) == chosen


def tasks():
    return [(row.name, row.about, row.role) for row in Deadline.objects.open()]


def lines():
    return [(line.name, line.about_id, line.audience, line.detail) for line in Line.objects.order_by("id")]


def test_a_message_is_kept_with_one_line_in_the_record_and_waits():
    person = a_person("text", "email")
    message = written(person)
    assert (message.channel, message.contact_point.kind, message.next_try_at) == ("text", "text", AT)
    assert (message.about_type, message.about_id, message.written_at) == (*ABOUT, AT)
    detail = {"message": message.pk, "template": "report_received", "channel": "text"}
    assert lines() == [("messages.written", ABOUT.id, "resident", detail)]
    assert tasks() == []


def test_it_takes_three_statements(django_assert_num_queries):
    person = a_person("text", "email")
    with django_assert_num_queries(5):  # and a savepoint's two
        written(person)


def test_a_message_goes_with_what_it_says_was_done_or_not_at_all():
    person = a_person("text")
    with transaction.atomic():
        written(person)
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not Line.objects.exists()


def test_what_is_missing_stops_it_before_anything_is_kept():
    with pytest.raises(WrongFields):
        write_to(person=a_person("text"), template="report_received", params={}, about=ABOUT, by="watch", at=AT)
    assert not Message.objects.exists()


@pytest.mark.parametrize("kinds", [(), ("phone",)])
def test_without_a_way_to_send_it_a_person_is_set_to_it(kinds):
    message = written(a_person(*kinds))
    assert message.next_try_at is None
    assert message.channel == (kinds[0] if kinds else "screen")
    assert tasks() == [("tasks.reach_another_way", ABOUT, "contact_centre")]


def test_two_that_cannot_be_sent_set_one_task():
    person = a_person()
    written(person)
    written(person, "promise_missed", at=AT + MINUTE)
    assert len(tasks()) == 1


def test_an_unsafe_or_ended_point_is_never_used():
    person = a_person("text", "email")
    person.contact_points.filter(kind="text").update(is_safe=False)
    person.contact_points.filter(kind="email").update(until=AT)
    message = written(person)
    assert (message.contact_point, message.next_try_at) == (None, None)
    assert len(tasks()) == 1


def test_a_point_that_does_not_hold_yet_is_not_used():
    person = a_person("text")
    person.contact_points.update(since=AT + MINUTE)
    assert written(person).contact_point is None


def test_a_channel_that_nobody_carries_makes_the_task_at_once(mail):
    message = written(a_person("text"))
    assert (message.channel, message.next_try_at) == ("text", None)
    assert len(tasks()) == 1


def test_one_channel_may_be_asked_for_and_one_point():
    person = a_person("text", "email")
    assert written(person, channel="email").channel == "email"
    mine = person.contact_points.get(kind="email")
    assert written(person, "sign_in_code", contact_point=mine).contact_point == mine


def test_anothers_point_is_never_written_to():
    theirs = a_person("email", name="Somebody Else").contact_points.get()
    assert written(a_person("text"), "sign_in_code", contact_point=theirs).contact_point is None


def test_a_code_to_sign_in_with_that_cannot_be_sent_sets_nobody_a_task():
    assert written(a_person(), "sign_in_code").next_try_at is None
    assert tasks() == []


def test_words_for_residents_never_go_to_staff_nor_the_other_way_round():
    account = Account.objects.create(name="Priya Nair")
    with pytest.raises(WrongReader):
        written(a_person("text"), "deadline_due")
    for write, to in ((write_to_account, {"account": account}), (write_to_role, {"role": "surveyor"})):
        with pytest.raises(WrongReader):
            write(**to, template="sign_in_code", params=PARAMS["sign_in_code"], about=ABOUT, by="watch", at=AT)


def test_staff_read_theirs_on_screen():
    account = Account.objects.create(name="Priya Nair")
    given = {"template": "deadline_due", "params": PARAMS["deadline_due"], "about": ABOUT, "by": "watch", "at": AT}
    one, other = write_to_account(account=account, **given), write_to_role(role="surveyor", **given)
    assert (one.account, one.channel, one.next_try_at) == (account, "screen", None)
    assert (other.role, other.channel) == ("surveyor", "screen")
    assert [audience for _, _, audience, _ in lines()] == ["staff", "staff"]
    with pytest.raises(ValueError, match="nobody"):
        write_to_role(role="nobody", **given)


def test_what_was_read_is_kept_once():
    given = {"template": "deadline_due", "params": PARAMS["deadline_due"], "about": ABOUT, "by": "watch", "at": AT}
    message = write_to_role(role="surveyor", **given)
    assert mark_as_read(message=message, by="P1", at=AT + MINUTE)
    assert not mark_as_read(message=message, by="P2", at=AT + 2 * MINUTE)
    message.refresh_from_db()
    assert message.read_at == AT + MINUTE
    assert [name for name, *_ in lines()] == ["messages.written", "messages.read"]


def test_another_way_is_tried_once_for_each_message():
    person = a_person("text", "email", "letter")
    first = written(person)
    second = written(person, instead_of=first)
    third = written(person, instead_of=second)
    assert [one.channel for one in (first, second, third)] == ["text", "email", "letter"]
    with pytest.raises(IntegrityError), transaction.atomic():
        written(person, instead_of=first)
