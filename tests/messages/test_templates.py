"""The words of each message: neutral where anyone may see them, plain, filled in with what they declare and no more."""

import json
import re
from datetime import datetime

import pytest

from putright.messages.fields import WrongFields, one_line_name
from putright.messages.templates import BadTemplate, NoSuchTemplate, names, read_words, words
from tests import reading_age
from tests.bad_words import BAD_WORDS
from tests.messages.people import DUE, KNOWN, PARAMS, REPORT

TO_RESIDENTS = [name for name in names() if words(name).to == "resident"]
# Every way each message can read: each choice made each way, each thing that may be missing there and not there.
CHOICES = {
    "what_we_decided": [{"decided": one} for one in ("emergency", "significant", "neither")],
    "works_ordered": [{"purpose": one} for one in ("make_safe", "prevent", "put_right")],
    "works_told": [{"came": one} for one in ("done", "made_safe", "no_access", "next")],
    "works_news": [{"what": one} for one in ("planned", "progress", "again")],
    "date_changed": [{"why": one} for one in ("bank_holiday", "extended", "facts_corrected")],
}
# What a lock screen, a watch or somebody passing by may read. Nothing else may stand there.
SUBJECTS = {
    "answer_not_right": "We have your message",
    "date_changed": "A date has changed",
    "deadline_approaching": "A deadline is close",
    "deadline_due": "A deadline is today",
    "deadline_moved": "A deadline has moved",
    "deadline_overdue": "A deadline was missed",
    "emergency_received": "We have your message",
    "look_near_you": "We would like to visit you",
    "message_failed": "A message did not arrive",
    "promise_missed": "We are late",
    "report_received": "We have your message",
    "sign_in_code": "Your code",
    "stay_offered": "We have news for you",
    "what_we_decided": "We have news for you",
    "what_we_found": "We have news for you",
    "works_ordered": "We have news for you",
    "works_told": "We have news for you",
    "works_news": "We have news for you",
}
BODY_BEGINS = "Hello Amira,\n\nThis is Larkfield Homes. Your reference is 7KQ2M-4XD9"
TEXT_BEGINS = {
    "answer_not_right": "Larkfield Homes: we have your message. Your reference is 7KQ2M-4XD9",
    "date_changed": "Larkfield Homes: a date has changed. Your reference is 7KQ2M-4XD9",
    "emergency_received": "Larkfield Homes: we have your message. Your reference is 7KQ2M-4XD9",
    "look_near_you": "Larkfield Homes: we would like to visit you. Your reference is 7KQ2M-4XD9",
    "promise_missed": "Larkfield Homes: we are late, and we are sorry. Your reference is 7KQ2M-4XD9",
    "report_received": "Larkfield Homes: we have your message. Your reference is 7KQ2M-4XD9",
    "sign_in_code": "48213756 is your code for Larkfield Homes. Use it in the next 10 minutes. Do not give it to any",
    "stay_offered": "Larkfield Homes: we have news for you. Your reference is 7KQ2M-4XD9",
    "what_we_found": "Larkfield Homes: we have written down what we found. Your reference is 7KQ2M-4XD9",
    "what_we_decided": "Larkfield Homes: we have news for you. Your reference is 7KQ2M-4XD9",
    "works_ordered": "Larkfield Homes: we have news for you. Your reference is 7KQ2M-4XD9",
    "works_told": "Larkfield Homes: we have news for you. Your reference is 7KQ2M-4XD9",
    "works_news": "Larkfield Homes: we have news for you. Your reference is 7KQ2M-4XD9",
}
TELLING = re.compile(
    r"mould|damp|leak|repair|heat|boiler|gas|electric|rat|mice|sewage|water|hazard|emergenc|danger|ill|health|asthma|baby"
    r"|child|pregnan|disab|disrepair|complain|court|police|violen|abuse",
    re.IGNORECASE,
)
LOCK_SCREEN = 90
# The letters that a text of 160 can hold; with any other it holds 70.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


def every_way(name):
    """Every set of values that changes how a message reads."""
    for choice in CHOICES.get(name, [{}]):
        full = PARAMS[name] | choice
        yield full
        yield {key: value for key, value in full.items() if not words(name).fields[key].may_be_none}


def said(name, params=None, as_text=False, **known):
    return words(name).said(words(name).kept(params or PARAMS[name]), KNOWN | known, as_text=as_text)


def test_there_are_words_and_values_for_each_message_and_no_other():
    assert names() == sorted(PARAMS) == sorted(SUBJECTS)
    assert sorted(TEXT_BEGINS) == TO_RESIDENTS


@pytest.mark.parametrize("name", names())
def test_a_subject_is_one_of_a_few_that_say_nothing(name):
    for params in every_way(name):
        assert said(name, params).subject == SUBJECTS[name]
    assert not TELLING.search(SUBJECTS[name])


@pytest.mark.parametrize("name", TO_RESIDENTS)
def test_what_a_lock_screen_shows_says_nothing_of_what_is_wrong(name):
    for params in every_way(name):
        text, body = said(name, params, as_text=True).body, said(name, params).body
        assert text[:LOCK_SCREEN].startswith(TEXT_BEGINS[name][:LOCK_SCREEN])
        if name != "sign_in_code":
            assert body[:LOCK_SCREEN].startswith(BODY_BEGINS)
        for shown in (text, body):
            assert not TELLING.search(shown[:LOCK_SCREEN].replace("will", "")), shown[:LOCK_SCREEN]


SENSITIVE = [
    *("what_is_wrong", "own_words", "hazard", "room", "trade", "job", "category", "priority", "diagnosis", "photo"),
    *("health", "circumstance", "asthma", "pregnant", "disability", "need", "reason", "risk", "marker", "flag"),
    *("address", "new_address", "postcode", "uprn", "patch", "contractor", "visit_at", "alone_at", "refuge", "police"),
    *("partner", "household", "children", "born_on", "name_of_other", "email", "mobile", "worker", "diary", "key_safe"),
]


@pytest.mark.parametrize("name", names())
def test_forty_sensitive_fields_cannot_be_given_and_never_leak(name):
    assert len(SENSITIVE) == 40
    for field in SENSITIVE:
        marker = f"MARKER{field}"
        with pytest.raises(WrongFields):
            words(name).kept({**PARAMS[name], field: marker})
        with pytest.raises(WrongFields):
            words(name).said({**words(name).kept(PARAMS[name]), field: marker}, KNOWN)
    known = KNOWN | {field: f"MARKER{field}" for field in SENSITIVE}
    for as_text in (False, True):
        whole = words(name).said(words(name).kept(PARAMS[name]), known, as_text=as_text)
        assert "MARKER" not in whole.subject + whole.body


@pytest.mark.parametrize("name", TO_RESIDENTS)
def test_each_is_read_at_nine(name):
    for params in every_way(name):
        body = said(name, params).body
        assert reading_age.age(body) <= 9.5, (reading_age.age(body), body)
        assert reading_age.longest_sentence(body) <= 25


@pytest.mark.parametrize("name", TO_RESIDENTS)
def test_a_text_is_short_and_in_letters_that_a_text_can_hold(name):
    for params in every_way(name):
        text = said(name, params, as_text=True).body
        assert set(text) <= GSM
        assert len(text) <= 306, len(text)
        assert "\n" not in text


@pytest.mark.parametrize("name", [name for name in TO_RESIDENTS if name != "sign_in_code"])
def test_each_says_who_to_ask_for_and_how_to_say_that_it_is_not_right(name):
    for params in every_way(name):
        body = said(name, params).body
        who = "Priya Nair, housing officer" if "ask_for" in params else "the repairs team"
        assert f"Ask for {who}. Ring 01632 960 000" in body
        assert "not right" in body
        assert "01632 960 999" in body
        assert "01632 960" in said(name, params, as_text=True).body


@pytest.mark.parametrize(
    "name", ["what_we_decided", "date_changed", "promise_missed", "answer_not_right", "stay_offered", "works_news"]
)
def test_where_somebody_may_be_unhappy_it_says_who_helps(name):
    assert "Housing Ombudsman" in said(name).body and "0300 111 3000" in said(name).body


@pytest.mark.parametrize("name", names())
def test_without_a_name_or_an_address_on_the_web_it_reads_as_well(name):
    body = said(name, called="", site="").body
    assert "Hello ," not in body and "go to ." not in body and "{" not in body and "None" not in body


def test_by_when_is_said_as_people_count():
    body = said("date_changed").body
    assert "by 10:15am on Wednesday 4 March 2026" in body
    assert "The new date is the end of Thursday 5 March 2026" in body


def test_a_deadline_is_named_in_words_and_for_what():
    assert said("deadline_due").body == (
        "First contact, for report 7KQ2M-4XD9T. This is due by 10:15am on Wednesday 4 March 2026. It is not done yet."
    )


# ---- What people typed is put in, and is never words of ours


@pytest.mark.parametrize("what", BAD_WORDS)
def test_a_name_that_is_anything_else_does_nothing(what):
    bad = BAD_WORDS[what]
    kept = words("report_received").kept({**PARAMS["report_received"], "ask_for": bad})
    json.dumps(kept).encode()
    plain = said("report_received", called=one_line_name(bad))
    as_said = words("report_received").said(kept, KNOWN | {"called": one_line_name(bad)})
    assert len(as_said.body.splitlines()) == len(said("report_received").body.splitlines())
    for whole in (plain, as_said):
        assert "49" not in whole.body.replace(REPORT, "") or "49" in bad
        assert not set("(){}[]<>#*`") & set(whole.body.split("\n")[0])
        assert "://" not in whole.body.replace(KNOWN["site"], "")
        assert len(whole.body) < 1200
        assert whole.subject == "We have your message"
        whole.body.encode()


@pytest.mark.parametrize(
    "name",
    [
        "Ng",
        "O’Neill",
        "O'Neill",
        "Null",
        "فاطمة الزهراء",
        "शाह",
        "Zoë",
        "🌸 Blossom 🌸",
        "Amina a/p Devi",
        "Okafor, Jr.",
    ],
)
def test_a_name_of_any_kind_is_said_as_it_is(name):
    assert said("report_received", called=one_line_name(name)).body.startswith(f"Hello {name},\n")


@pytest.mark.parametrize(
    "bad",
    [
        "win at evil.example",
        "www.evil",
        "https://evil",
        "a@evil.example",
        "evil．example",
        "W" * 61,
        "m\u0301" + "\u0301" * 90,
    ],
)
def test_a_name_that_a_phone_would_make_a_link_of_is_left_out(bad):
    assert one_line_name(bad) == ""


def test_what_is_typed_is_never_read_as_a_template():
    for bad in ("{{ 7*7 }}", "{% if 1 %}x{% endif %}", "{{ phone }}", "((subject))", "{{ ''.__class__.__mro__ }}"):
        body = (
            words("report_received").said({**PARAMS["report_received"], "ask_for": bad}, {**KNOWN, "called": bad}).body
        )
        assert body.startswith(f"Hello {bad},\n")
        assert "49" not in body.replace(bad, "") and body.count("01632 960 000") == 1


# ---- Fields


@pytest.mark.parametrize(
    "field, value",
    [
        ("reference", None),
        ("reference", ""),
        ("reference", "7KQ2M4XD9A"),
        ("reference", 7),
        ("contact_before", "tomorrow"),
        ("contact_before", "2026-03-04T10:15:00"),
        ("contact_before", "2026-13-04T10:15:00+00:00"),
        ("ask_for", ["Priya"]),
    ],
)
def test_a_field_of_the_wrong_kind_is_refused_before_anything_is_sent(field, value):
    with pytest.raises(WrongFields, match=field):
        words("report_received").kept({**PARAMS["report_received"], field: value})


def test_a_choice_that_is_none_of_them_and_an_unknown_deadline_are_refused():
    with pytest.raises(WrongFields, match="decided"):
        words("what_we_decided").kept({**PARAMS["what_we_decided"], "decided": "perhaps"})
    with pytest.raises(WrongFields, match="name"):
        words("deadline_due").kept({"name": "hazards.no_such_duty", "due_before": DUE})
    with pytest.raises(WrongFields, match="code"):
        words("sign_in_code").kept({"code": "1234\r\nBcc: x"})


def test_a_moment_may_be_given_as_one():
    given = datetime.fromisoformat(DUE)
    assert words("report_received").kept({"reference": REPORT, "contact_before": given})["contact_before"] == DUE


# ---- Files of words that cannot be used


GOOD = "to: resident\nfield reference: reference\n---\nSubject\nBody {{ reference }}.\n[text]\nText.\n"


@pytest.mark.parametrize(
    "old, new, why",
    [
        ("\n---\n", "\n", "three dashes"),
        ("to: resident\n", "", "whom it is to"),
        ("to: resident", "to: anybody", "whom it is to"),
        ("[text]\nText.\n", "", r"\[text\]"),
        ("to: resident", "to: staff", r"\[text\]"),
        ("{{ reference }}", "{{ other }}", "other, which it does not declare"),
        ("{{ reference }}", "", "reference and does not use it"),
        ("{{ reference }}", "{{ reference", "cannot be read"),
        (": reference\n", ": anything\n", "no kind of field"),
        ("field reference: reference\n", "field reference: reference\n" * 2, "no line of a heading"),
        ("field reference: reference", "field phone: name", "no line of a heading"),
        ("to: resident", "to: resident\ngood for: ever", "good for: 10 minutes"),
        ("Subject\nBody {{ reference }}.\n", "Subject {{ reference }}\n\n", "needs a subject, a body"),
    ],
)
def test_words_that_cannot_be_used_say_why(old, new, why):
    assert read_words("good", GOOD).said({"reference": REPORT}, KNOWN).subject == "Subject"
    assert old in GOOD
    with pytest.raises(BadTemplate, match=why):
        read_words("bad", GOOD.replace(old, new))


@pytest.mark.parametrize("name", ["no_such", "../words/sign_in_code", "", "sign_in_code.txt"])
def test_there_are_no_words_under_another_name(name):
    with pytest.raises(NoSuchTemplate):
        words(name)
