"""What waits is sent once, tried again when it could not go, and goes another way when it cannot arrive."""

from datetime import timedelta

import pytest

from putright.deadlines.models import Deadline
from putright.homes.models import Landlord
from putright.messages import sending
from putright.messages.carriers import CannotArrive, TryLater
from putright.messages.models import Message, Try
from putright.messages.outcomes import WAITS
from putright.messages.sending import ask_after, send_waiting
from putright.record.models import Line
from tests.messages.people import ABOUT, AT, MINUTE, a_person, written

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def tries(message):
    return [(one.number, one.outcome) for one in message.tries.order_by("number")]


def tasks():
    return [row.name for row in Deadline.objects.open().filter(name="tasks.reach_another_way")]


def told_to_staff():
    return list(Message.objects.filter(template="message_failed").order_by("id"))


def test_what_waits_is_sent_and_waits_no_more(landlord, files):
    message = written(a_person("text"))
    assert send_waiting(at=AT - MINUTE) == 0
    assert send_waiting(at=AT) == 1
    assert send_waiting(at=LATER) == 0
    message.refresh_from_db()
    assert message.next_try_at is None
    (attempt,) = message.tries.all()
    assert (attempt.outcome, attempt.began_at, attempt.ended_at, attempt.carrier) == ("accepted", AT, AT, "file")
    assert attempt.body.startswith("Larkfield Homes: we have your message.")
    (file,) = files.glob("*.txt")
    assert attempt.body in file.read_text() and "+447700900001" in file.read_text()
    assert file.stem == attempt.carrier_reference


def test_no_more_are_sent_at_once_than_were_asked_for(landlord):
    person = a_person("text")
    for _ in range(5):
        written(person)
    assert [send_waiting(at=AT, most=2) for _ in range(4)] == [2, 2, 1, 0]


def test_each_goes_by_its_own_channel_in_its_own_words(landlord, notify):
    for kind in ("text", "email", "letter"):
        written(a_person(kind))
    assert send_waiting(at=AT) == 3
    sent = {one["type"]: one["sent"] for one in notify.taken.values()}
    assert set(sent) == {"sms", "email", "letter"}
    assert len(sent["sms"]["personalisation"]["body"]) < 306
    assert "subject" not in sent["sms"]["personalisation"]
    assert sent["email"]["personalisation"]["subject"] == "We have your message"
    assert sent["letter"]["personalisation"]["address_line_5"] == "WX1 2AB"
    for one in sent.values():
        assert "amira" not in one["reference"].lower()


def test_until_the_landlord_is_known_nothing_goes_and_it_is_said(db, caplog):
    message = written(a_person("text"))
    assert send_waiting(at=AT) == 0
    assert "not set up yet" in caplog.text
    assert tries(message) == []
    message.refresh_from_db()
    assert message.next_try_at == AT
    Landlord.objects.create(
        name="Larkfield Homes", phone="1", emergency_phone="2", phone_hours="3", email="a@b.example"
    )
    assert send_waiting(at=AT) == 1


# ---- It could not go now


def test_it_is_tried_again_after_a_minute_five_thirty_and_two_hours_and_then_has_failed(landlord, notify):
    notify.answers = [500] * 99
    message, at = written(a_person("text")), AT
    for wait in WAITS:
        assert send_waiting(at=at) == 0
        assert send_waiting(at=at + wait - timedelta(seconds=1)) == 0
        at += wait
    assert tries(message) == [(1, "later"), (2, "later"), (3, "later"), (4, "later")]
    assert [wait.total_seconds() / 60 for wait in WAITS] == [1, 5, 30, 120]
    send_waiting(at=at)
    assert tries(message)[-1] == (5, "failed")
    message.refresh_from_db()
    assert message.next_try_at is None
    assert tasks() and len(told_to_staff()) == 1


def test_a_carrier_that_is_down_is_not_asked_again_for_each_message(landlord, notify):
    notify.answers = [503] * 99
    for _ in range(5):
        written(a_person("text"))
    assert send_waiting(at=AT) == 0
    assert len(notify.calls) == 1
    notify.answers = []
    assert send_waiting(at=AT) == 4
    assert send_waiting(at=AT + MINUTE) == 1


def test_one_that_cannot_go_now_keeps_no_other_back(landlord, mail):
    mail.rcpt = "451 later"
    slow = written(a_person("email"))
    send_waiting(at=AT)
    mail.rcpt = "250 OK"
    written(a_person("email"))
    assert send_waiting(at=AT) == 1
    assert tries(slow) == [(1, "later")]
    assert send_waiting(at=AT + MINUTE) == 1


# ---- We were cut off


@pytest.fixture
def cut_off(monkeypatch):
    """Cut a sender off in the middle of a try, before or after the carrier had the message."""

    def cut(message, *, after):
        hand_over = sending._hand_over

        def killed(*given):
            if after:
                hand_over(*given)
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(sending, "_hand_over", killed)
            with pytest.raises(KeyboardInterrupt):
                send_waiting(at=AT)
        assert tries(message) == [(1, "")]
        # Its lease is by the database's clock, which is ahead of these tests.
        Message.objects.filter(pk=message.pk).update(next_try_at=AT + MINUTE)

    return cut


@pytest.mark.parametrize("after", [False, True], ids=["before it had it", "after it had it"])
def test_one_cut_off_at_notify_goes_once(landlord, notify, cut_off, after):
    message = written(a_person("text"))
    cut_off(message, after=after)
    assert len(notify.taken) == after
    assert send_waiting(at=AT + MINUTE) == 1
    assert tries(message) == [(1, "unknown"), (2, "accepted")]
    assert len(notify.taken) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before it had it", "after it had it"])
def test_one_cut_off_at_the_folder_is_one_file(landlord, files, cut_off, after):
    message = written(a_person("text"))
    cut_off(message, after=after)
    assert send_waiting(at=AT + MINUTE) == 1
    assert tries(message) == [(1, "unknown"), (2, "accepted")]
    assert len(list(files.iterdir())) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before it had it", "after it had it"])
def test_one_cut_off_at_a_mail_server_goes_at_most_twice_under_one_id_and_is_marked(landlord, mail, cut_off, after):
    message = written(a_person("email"))
    cut_off(message, after=after)
    assert send_waiting(at=AT + MINUTE) == 1
    assert tries(message) == [(1, "unknown"), (2, "accepted")]
    assert len(mail.taken) == 1 + after
    assert len({mail["Message-ID"] for _, mail in mail.taken}) == 1


def test_a_claim_holds_by_the_databases_clock(landlord, cut_off, monkeypatch):
    message = written(a_person("text"))
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_hand_over", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send_waiting(at=AT)
    # The moment it was told is long past; nobody may take it over at once for that.
    assert send_waiting(at=AT + timedelta(hours=1)) == 0
    message.refresh_from_db()
    assert message.next_try_at > AT + timedelta(hours=1)


def test_an_answer_that_came_after_a_try_at_notify_was_given_up_is_found(landlord, notify):
    notify.drop = True
    message = written(a_person("text"))
    assert send_waiting(at=AT) == 0
    assert tries(message) == [(1, "unknown")]
    notify.drop = False
    assert send_waiting(at=AT + MINUTE) == 1
    assert len(notify.taken) == 1


def test_one_that_kills_its_sender_each_time_is_given_up(landlord, cut_off, monkeypatch):
    message = written(a_person("text"))
    for _ in range(5):
        with monkeypatch.context() as patched:
            patched.setattr("putright.messages.carriers.file.Files.send", lambda *given: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                send_waiting(at=AT)
        Message.objects.filter(pk=message.pk).update(next_try_at=AT)
    send_waiting(at=AT)
    assert [outcome for _, outcome in tries(message)] == ["unknown"] * 5 + ["failed"]
    assert tasks()


def test_a_sender_that_wakes_too_late_changes_nothing(landlord, monkeypatch):
    """It was paused past its lease, and another has called its try unknown."""
    message = written(a_person("text"))

    def slowly(ours, claim):
        Try.objects.filter(pk=claim.attempt.pk).update(ended_at=AT, outcome="unknown")

    monkeypatch.setattr(sending, "_hand_over", slowly)
    assert send_waiting(at=AT) == 0
    assert tries(message) == [(1, "unknown")]
    message.refresh_from_db()
    assert message.next_try_at is not None


# ---- It cannot arrive


def test_what_cannot_arrive_goes_another_way_and_a_person_is_told(landlord, notify):
    notify.answers = [400]
    person = a_person("text", "email")
    message = written(person)
    assert send_waiting(at=AT) == 1  # the other way goes at once
    other = Message.objects.get(instead_of=message)
    assert (other.channel, other.template, other.params, other.by) == (
        "email",
        message.template,
        message.params,
        "watch",
    )
    assert tries(message) == [(1, "failed")] and tries(other) == [(1, "accepted")]
    assert tasks() == ["tasks.reach_another_way"]
    (told,) = told_to_staff()
    assert (told.role, told.about_id) == ("contact_centre", ABOUT.id)
    assert told.params == {"who": "Amira Haddad", "channel": "text", "goes_another_way": "yes"}
    names = list(Line.objects.filter(name__startswith="messages.").order_by("id").values_list("name", flat=True))
    assert names == ["messages.written", "messages.did_not_arrive", "messages.written", "messages.written"]


def test_when_no_way_is_left_nobody_is_left_out(landlord, notify):
    notify.answers = [400, 400]
    message = written(a_person("text", "email"))
    send_waiting(at=AT)
    second = Message.objects.get(instead_of=message)
    last = Message.objects.get(instead_of=second)
    assert (last.channel, last.contact_point, last.next_try_at) == ("screen", None, None)
    assert len(tasks()) == 1
    assert [one.params["goes_another_way"] for one in told_to_staff()] == ["yes", "no"]


def test_another_way_is_never_an_unsafe_one(landlord, notify):
    notify.answers = [400]
    person = a_person("text", "email")
    person.contact_points.filter(kind="email").update(is_safe=False)
    message = written(person)
    send_waiting(at=AT)
    assert Message.objects.get(instead_of=message).contact_point is None
    assert len(notify.taken) == 0


@pytest.mark.parametrize("change", [{"is_safe": False}, {"until": AT}])
def test_a_way_that_is_no_longer_safe_is_not_used_though_the_message_was_written(landlord, files, change):
    person = a_person("text")
    message = written(person)
    person.contact_points.update(**change)
    assert send_waiting(at=AT) == 0
    assert not files.exists()
    assert tries(message) == [(1, "failed")]
    assert tasks()


def test_a_channel_that_is_carried_no_more_fails_and_is_told(landlord, mail):
    message = written(a_person("email"))
    Message.objects.update(channel="text")
    send_waiting(at=AT)
    assert tries(message) == [(1, "failed")] and tasks()


def test_a_message_kept_without_what_it_needs_fails_and_is_told(landlord):
    message = written(a_person("text"))
    Message.objects.filter(pk=message.pk).update(params={"reference": "nonsense"})
    gone = written(a_person("text"))
    Message.objects.filter(pk=gone.pk).update(template="no_such_words")
    written(a_person("text"))
    assert send_waiting(at=AT) == 1
    assert tries(message) == tries(gone) == [(1, "failed")]
    assert not Message.objects.filter(instead_of__isnull=False).exists()
    assert tasks() and len(told_to_staff()) == 2


# ---- Codes to sign in with


def test_a_code_is_gone_from_what_is_kept_once_it_has_gone(landlord, files):
    message = written(a_person("text"), "sign_in_code")
    assert send_waiting(at=AT) == 1
    message.refresh_from_db()
    assert "48213756" in next(files.glob("*.txt")).read_text()
    assert "48213756" not in str(message.params) + message.tries.get().body
    assert "is your code for Larkfield Homes" in message.tries.get().body


def test_an_old_code_is_not_sent_and_sets_nobody_a_task(landlord, files):
    message = written(a_person("text", "email"), "sign_in_code")
    assert send_waiting(at=AT + 10 * MINUTE) == 0
    assert tries(message) == [(1, "failed")]
    assert not Message.objects.filter(instead_of=message).exists()
    assert not tasks() and not told_to_staff() and not files.exists()
    message.refresh_from_db()
    assert "48213756" not in str(message.params)


# ---- What became of it


def test_what_notify_knows_is_asked_until_it_is_known(landlord, notify):
    message = written(a_person("text"))
    send_waiting(at=AT)
    assert ask_after(at=AT + 4 * MINUTE) == 0
    notify.become("sending")
    assert ask_after(at=AT + 5 * MINUTE) == 0
    notify.become("delivered")
    assert ask_after(at=AT + 9 * MINUTE) == 0
    assert ask_after(at=AT + 10 * MINUTE) == 1
    assert tries(message) == [(1, "delivered")]
    assert ask_after(at=LATER) == 0


@pytest.mark.parametrize("status", ["permanent-failure", "temporary-failure", "technical-failure"])
def test_what_notify_could_not_deliver_goes_another_way(landlord, notify, status):
    message = written(a_person("text", "email"))
    send_waiting(at=AT)
    notify.become(status)
    assert ask_after(at=AT + 5 * MINUTE) == 1
    assert tries(message) == [(1, "failed")]
    assert message.tries.get().why == f"Notify says {status}."
    assert Message.objects.get(instead_of=message).channel == "email"
    assert tasks() and len(told_to_staff()) == 1
    assert send_waiting(at=AT + 5 * MINUTE) == 1


def test_nobody_asks_for_ever(landlord, notify):
    message = written(a_person("text"))
    send_waiting(at=AT)
    notify.become("sending")
    asked, at = 0, AT
    while (waiting := Try.objects.filter(ask_at__isnull=False).first()) is not None:
        at = waiting.ask_at
        ask_after(at=at)
        asked += 1
        assert asked < 40
    assert asked > 10 and at >= AT + timedelta(days=7)
    assert tries(message) == [(1, "accepted")]


def test_when_notify_is_down_it_is_asked_later(landlord, notify):
    written(a_person("text"))
    send_waiting(at=AT)
    notify.answers = [500]
    assert ask_after(at=AT + 5 * MINUTE) == 0
    assert Try.objects.get().ask_at > AT + 5 * MINUTE


def test_a_file_is_never_asked_after(landlord):
    written(a_person("text"))
    send_waiting(at=AT)
    assert Try.objects.get().ask_at is None


def test_a_refusal_says_no_more_than_it_may():
    assert len(TryLater("x" * 999).why) == len(CannotArrive("x" * 999).why) == 300
