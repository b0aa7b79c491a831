"""What a timeline says became of each message, and what a member of staff has to read."""

import pytest

from putright.accounts.models import Account
from putright.messages.actions import mark_as_read, write_to_account, write_to_role
from putright.messages.models import Message
from putright.messages.queries import messages_about, screen_messages
from putright.messages.sending import ask_after, send_waiting
from putright.record.models import About
from tests.messages.people import ABOUT, AT, MINUTE, PARAMS, a_person, written

pytestmark = pytest.mark.django_db
WHEN = "10:15am on Tuesday 3 March 2026"


def states():
    return [shown.state for shown in messages_about([ABOUT])]


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
    assert "48213756" not in messages_about([ABOUT])[0].body
    send_waiting(at=AT + 10 * MINUTE)
    assert states() == ["It did not arrive"]


def test_a_message_is_shown_in_the_words_it_left_in(landlord):
    written(a_person("email"))
    (before,) = messages_about([ABOUT])
    send_waiting(at=AT)
    landlord.name = "Another Name"
    landlord.save()
    (after,) = messages_about([ABOUT])
    assert (before.subject, before.body) == (after.subject, after.body)
    assert "This is Larkfield Homes." in after.body
    assert before.about_in_words == f"report {ABOUT.id[:5]}-{ABOUT.id[5:]}"


def test_a_message_that_cannot_be_said_is_shown_all_the_same(landlord):
    written(a_person("email"))
    Message.objects.update(template="no_such_words")
    assert messages_about([ABOUT])[0].subject == "No such words"


def test_what_is_about_other_things_or_for_staff_is_not_there_unless_it_is_asked_for(landlord):
    written(a_person("text"))
    write_to_role(
        role="surveyor", template="deadline_due", params=PARAMS["deadline_due"], about=ABOUT, by="watch", at=AT
    )
    assert len(messages_about([ABOUT])) == 1
    assert [shown.state for shown in messages_about([ABOUT], to_staff_too=True)][1] == "Not read yet"
    assert messages_about([About("repairs.report", "OTHER")]) == messages_about([]) == []


def test_a_long_history_takes_no_more_statements(landlord, notify, django_assert_num_queries):
    notify.answers = [400] * 5
    for _ in range(5):
        written(a_person("text", "email"))
    send_waiting(at=AT)
    with django_assert_num_queries(4):
        assert len(messages_about([ABOUT, About("hazards.case", "X")])) == 10


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
