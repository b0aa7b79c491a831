"""One set of promises for all three carriers: files, a mail server, and GOV.UK Notify."""

import threading
from contextlib import closing
from dataclasses import replace

import pytest

from putright.messages.carriers import CannotArrive, Outgoing, TryLater, Whereabouts, carried, carrier
from tests.bad_words import BAD_WORDS

EMAIL = Outgoing(
    reference="5f1f6f0e9a3c4b5d8e7f",
    channel="email",
    to="amira@example.com",
    name="Amira Haddad",
    subject="We have your message",
    body="Hello Amira,\n\nThis is Larkfield Homes. Your reference is 7KQ2M-4XD9T. It’s with us.",
)
TEXT = replace(EMAIL, channel="text", to="+447700900001")
LETTER = replace(EMAIL, channel="letter", to="Flat 9, Larkfield House\nRose Street\nWexcombe\nWX1 2AB")


class Files:
    """What any carrier took, read where it took it to; and how each is brought to refuse or to break."""

    channels = frozenset(("text", "email", "letter"))
    keeps_one = True

    def __init__(self, folder):
        self.folder = folder

    def taken(self):
        texts = [path.read_text() for path in self.folder.glob("*.txt")]
        return [tuple(text.partition("\n\n")[index].rstrip("\n") for index in (0, 2)) for text in texts]

    def is_down(self):
        self.folder.parent.mkdir(exist_ok=True)
        self.folder.write_text("in the way")


class Mail:
    channels = frozenset(("email",))
    keeps_one = False

    def __init__(self, server):
        self.server = server

    def taken(self):
        return [
            (f"Subject: {message['Subject']}\n    {to[0]}", message.get_content().replace("\r\n", "\n").rstrip("\n"))
            for to, message in self.server.taken
        ]

    def is_down(self):
        self.server.stop()

    def refuses(self):
        self.server.rcpt = "550 5.1.1 amira@example.com is not known here"


class Notify:
    channels = frozenset(("text", "email", "letter"))
    keeps_one = True

    def __init__(self, server):
        self.server = server

    def taken(self):
        found = []
        for one in self.server.taken.values():
            sent, fields = one["sent"], one["sent"]["personalisation"]
            lines = [fields[name] for name in sorted(fields) if name.startswith("address_line_")]
            to = sent.get("email_address") or sent.get("phone_number") or "\n    ".join(lines[1:])
            found.append((f"Subject: {fields.get('subject', 'We have your message')}\n    {to}", fields["body"]))
        return found

    def is_down(self):
        self.server.answers = [503] * 9

    def refuses(self):
        self.server.answers = [400]


CARRIERS = ["file", "smtp", "notify"]


@pytest.fixture(params=CARRIERS)
def door(request):
    """Each carrier in turn, and the other side of it."""
    if request.param == "file":
        return Files(request.getfixturevalue("files"))
    if request.param == "smtp":
        return Mail(request.getfixturevalue("mail"))
    return Notify(request.getfixturevalue("notify"))


def send(outgoing):
    with closing(carrier()) as ours:
        ours.send(outgoing)


def test_each_says_what_it_carries(door):
    with closing(carrier()) as ours:
        assert ours.carries == carried() == door.channels


def test_what_is_carried_arrives_word_for_word(door):
    for outgoing in (one for one in (EMAIL, TEXT, LETTER) if one.channel in door.channels):
        before = door.taken()
        send(replace(outgoing, reference=f"{outgoing.reference}-{outgoing.channel}"))
        ((heading, body),) = [one for one in door.taken() if one not in before]
        assert body == outgoing.body
        assert f"Subject: {outgoing.subject}" in heading
        assert outgoing.to.replace("\n", "\n    ") in heading


def test_the_same_message_again_can_be_told_from_another(door):
    send(EMAIL)
    with closing(carrier()) as ours:
        there, not_there = (ours.ask(one).is_at for one in (EMAIL.reference, "0" * 20))
    if door.keeps_one:
        assert (there, not_there) == (Whereabouts.STILL_GOING, Whereabouts.NOT_THERE)
    else:
        assert (there, not_there) == (Whereabouts.CANNOT_SAY, Whereabouts.CANNOT_SAY)
        send(EMAIL)
        assert len({message["Message-ID"] for _, message in door.server.taken}) == 1


def test_a_carrier_that_is_down_means_later_for_everyone(door):
    door.is_down()
    with pytest.raises(TryLater) as why:
        send(EMAIL)
    assert why.value.everyone and why.value.why
    assert "amira" not in why.value.why


@pytest.mark.parametrize("door", ["smtp", "notify"], indirect=True)  # a folder takes anything
def test_what_a_carrier_will_never_take_cannot_arrive(door):
    door.refuses()
    with pytest.raises(CannotArrive) as why:
        send(EMAIL)
    assert door.taken() == []
    assert why.value.why and "amira" not in why.value.why and "+44" not in why.value.why


def test_bad_words_in_a_body_are_carried_or_refused_and_do_nothing_else(door):
    """They never get there, as names are made fit first; a carrier would stand it all the same."""
    refused = 0
    for number, bad in enumerate(BAD_WORDS.values()):
        try:
            send(replace(EMAIL, reference=f"{EMAIL.reference}-{number}", body=f"Before. {bad} After."))
        except CannotArrive:
            refused += 1
    taken = door.taken()
    assert len(taken) == len(BAD_WORDS) - refused and refused <= 1
    for heading, body in taken:
        assert body.startswith("Before. ") and body.endswith(" After.")
        assert heading.count("Subject:") == 1


@pytest.mark.parametrize(
    "to",
    [
        *("amira@example.com\r\nBcc: mallory@example.com", "amira@example.com\nX: y", "", "amira"),
        *("a@b\x00c.example", "a@\ud800.example", "a@example.com, mallory@example.com"),
    ],
)
def test_an_address_that_is_none_goes_nowhere_else(door, to):
    try:
        send(replace(EMAIL, to=to))
    except CannotArrive:
        assert door.taken() == []
    else:
        # A file is for a person to read, who sees what is wrong with it.
        assert isinstance(door, Files)


# ---- The mail server alone


def test_a_mail_server_that_cannot_now_is_tried_later(mail):
    mail.rcpt = "451 4.7.1 Try again later"
    with pytest.raises(TryLater) as why:
        send(EMAIL)
    assert not why.value.may_have_gone and not why.value.everyone
    mail.rcpt, mail.data = "250 OK", "452 4.3.1 Full"
    with pytest.raises(TryLater):
        send(EMAIL)


def test_a_mail_server_that_breaks_off_may_have_taken_it(mail):
    mail.drop = True
    with pytest.raises(TryLater) as why:
        send(EMAIL)
    assert why.value.may_have_gone
    assert len(mail.taken) == 1


def test_a_mail_has_no_more_headers_than_it_should(mail):
    send(EMAIL)
    ((to, message),) = mail.taken
    assert to == ["amira@example.com"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<{EMAIL.reference}@larkfield.example>"
    assert message.get_content_type() == "text/plain"
    assert {name.lower() for name in message} <= {
        *("content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to", "date"),
        *("message-id", "auto-submitted", "x-peer", "x-mailfrom", "x-rcptto"),
    }


# ---- Notify alone


def test_a_wrong_key_is_nobodys_message_at_fault(notify, settings):
    settings.MESSAGES["key"] = settings.MESSAGES["key"][:-1] + "1"
    with pytest.raises(TryLater) as why:
        send(EMAIL)
    assert why.value.everyone and "403" in why.value.why


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_what_may_be_better_later_is_tried_later(notify, code):
    notify.answers = [code]
    with pytest.raises(TryLater):
        send(TEXT)


def test_an_answer_that_never_comes_may_have_gone(notify):
    notify.drop = True
    with pytest.raises(TryLater) as why:
        send(TEXT)
    assert why.value.may_have_gone and len(notify.taken) == 1


def test_a_slow_answer_is_waited_for_and_no_longer(notify, monkeypatch):
    monkeypatch.setattr("putright.messages.carriers.notify.SECONDS_TO_WAIT", 0.2)
    notify.delay = 0.05
    send(TEXT)
    notify.delay = 0.6
    with pytest.raises(TryLater) as why:
        send(TEXT)
    assert why.value.may_have_gone


@pytest.mark.parametrize(
    "status, is_at",
    [
        ("created", Whereabouts.STILL_GOING),
        ("sending", Whereabouts.STILL_GOING),
        ("pending", Whereabouts.STILL_GOING),
        ("accepted", Whereabouts.STILL_GOING),
        ("delivered", Whereabouts.DELIVERED),
        ("received", Whereabouts.DELIVERED),
        ("permanent-failure", Whereabouts.FAILED),
        ("temporary-failure", Whereabouts.FAILED),
        ("technical-failure", Whereabouts.FAILED),
    ],
)
def test_each_word_of_notify_is_understood(notify, status, is_at):
    send(TEXT)
    notify.become(status)
    with closing(carrier()) as ours:
        assert ours.ask(TEXT.reference).is_at == is_at


def test_notify_can_be_asked_by_its_own_id_too(notify):
    send(TEXT)
    (found,) = notify.taken
    with closing(carrier()) as ours:
        assert ours.client.get_notification_by_id(found)["reference"] == TEXT.reference


def test_an_address_of_many_lines_keeps_its_postcode_last(notify):
    lines = ["Room 4", "Floor 2", "Flat 9", "Larkfield House", "Rose Street", "Old Town", "Wexcombe", "WX1 2AB"]
    send(replace(LETTER, to="\n".join(lines)))
    ((_, one),) = notify.taken.items()
    fields = one["sent"]["personalisation"]
    assert fields["address_line_1"] == "Amira Haddad" and fields["address_line_7"] == "WX1 2AB"
    assert fields["address_line_6"] == "Rose Street, Old Town, Wexcombe"


def test_notify_carries_only_what_it_has_a_template_for(notify, settings):
    del settings.MESSAGES["templates"]["letter"]
    assert carried() == {"text", "email"}


# ---- The folder alone


def test_a_file_is_whole_and_ours_alone(files):
    send(EMAIL)
    (path,) = files.iterdir()
    assert path.name == f"{EMAIL.reference}.txt"
    assert path.stat().st_mode & 0o077 == 0
    send(EMAIL)
    assert len(list(files.iterdir())) == 1


@pytest.mark.parametrize("reference", ["../../etc/passwd", "a/b/c/d/e/f", "", "x" * 500])
def test_a_file_is_never_named_by_anything_but_a_reference(files, reference):
    with pytest.raises(ValueError, match="no reference"):
        send(replace(EMAIL, reference=reference))


def test_a_file_may_be_written_by_two_at_once(files):
    threads = [threading.Thread(target=send, args=(EMAIL,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(files.iterdir())) == 1
