"""What a timeline says became of each message, and what a member of staff has to read."""

import pytest

from putright.accounts.models import Account
from putright.messages.actions import mark_as_read, write_to_account, write_to_role
from putright.messages.models import Message
from putright.messages.queries import became_of, screen_messages
from putright.messages.sending import ask_after, send_waiting
from tests.messages.people import ABOUT, AT, MINUTE, PARAMS, a_person, written

pytestmark = pytest.mark.django_db
WHEN = "10:15am on Tuesday 3 March 2026"


def states():
    ids = list(Message.objects.order_by("id").values_list("pk", flat=True))
    found = became_of(ids)
    return [found[one] for one in ids if one in found]


def test_from_waiting_to_arrived(landlord, notify):
    written(a_person("text"))
    assert states() == ["Waiting to go by text"]
    send_waiting(at=AT)
    assert states() == [f"Sent by text at {WHEN}"]
    notify.become("delivered")
    ask_after(at=AT + 5 * MINUTE)
    assert states() == [f"Sent by text at {WHEN}, and it arrived"]


def test_one_that_goes_another_way(landlord, notify):
    notify.answers = [400, 400]
    written(a_person("text", "email"))
    send_waiting(at=AT, most=1)
    assert states() == ["It did not arrive; we are trying another way", "Waiting to go by email"]
    send_waiting(at=AT)
    assert states() == [
        "It did not arrive; we are trying another way",
        "It did not arrive; somebody will get in touch another way",
        "We have no safe way to send it; somebody will find one",
    ]


def test_one_that_went_the_other_way(landlord, notify):
    notify.answers = [400]
    written(a_person("text", "email"))
    send_waiting(at=AT)
    assert states() == ["It did not arrive; we are trying another way", f"Sent by email at {WHEN}"]


def test_one_that_is_tried_again_and_one_that_may_have_gone_twice(landlord, mail):
    mail.drop = True
    written(a_person("email"))
    send_waiting(at=AT)
    assert states() == ["Not sent by email yet; we will try again after 10:16am on Tuesday 3 March 2026"]
    mail.drop = False
    send_waiting(at=AT + MINUTE)
    assert states() == ["Sent by email at 10:16am on Tuesday 3 March 2026. It may have gone twice"]


def test_one_that_a_person_must_see_to(landlord, mail):
    written(a_person("phone"))
    written(a_person("letter"))
    assert states() == ["Somebody will ring and say it", "Somebody will send it by letter"]


def test_an_old_code_did_not_arrive(landlord):
    written(a_person("text"), "sign_in_code")
    send_waiting(at=AT + 10 * MINUTE)
    assert states() == ["It did not arrive"]


def test_what_is_for_staff_is_not_there_unless_it_is_asked_for(landlord):
    to_a_resident = written(a_person("text"))
    to_staff = write_to_role(
        role="surveyor", template="deadline_due", params=PARAMS["deadline_due"], about=ABOUT, by="watch", at=AT
    )
    both = (to_a_resident.pk, to_staff.pk)
    assert became_of(both) == {to_a_resident.pk: "Waiting to go by text"}
    assert became_of(both, to_staff_too=True)[to_staff.pk] == "Not read yet"
    assert became_of(both[:1], to_staff_too=True) == became_of(both)
    assert became_of([]) == {}


def test_a_long_history_takes_no_more_statements(landlord, notify, django_assert_num_queries):
    notify.answers = [400] * 5
    for _ in range(5):
        written(a_person("text", "email"))
    send_waiting(at=AT)
    ids = list(Message.objects.values_list("pk", flat=True))
    with django_assert_num_queries(3):
        assert len(became_of(ids)) == 10


def test_what_cannot_be_said_is_shown_by_its_name_all_the_same(landlord):
    mine = Account.objects.create(name="Priya Nair")
    given = {"template": "deadline_due", "params": PARAMS["deadline_due"], "about": ABOUT, "by": "watch", "at": AT}
    write_to_account(account=mine, **given)
    Message.objects.update(template="no_such_words")
    assert screen_messages(mine, ())[0].subject == "No such words"


def test_staff_read_what_is_for_them_and_for_their_roles_until_they_have(landlord):
    mine, other = (Account.objects.create(name=name) for name in ("Priya Nair", "Tom Lee"))
    given = {"template": "deadline_due", "params": PARAMS["deadline_due"], "about": ABOUT, "by": "watch", "at": AT}
    to_me = write_to_account(account=mine, **given)
    to_us = write_to_role(role="surveyor", **given)
    write_to_account(account=other, **given)
    write_to_role(role="planner", **given)
    written(a_person())
    assert [shown.message for shown in screen_messages(mine, {"surveyor"})] == [to_us, to_me]
    assert screen_messages(mine, {"surveyor"}, most=1)[0].message == to_us
    assert screen_messages(mine, ())[0].subject == "A deadline is today"
    mark_as_read(message=to_us, by="P1", at=AT)
    assert [shown.message for shown in screen_messages(mine, {"surveyor"})] == [to_me]
