"""Numbers and addresses, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.people import contact
from putright.people.contact import NotAContact

MOBILES = [
    *("07700 900123", "07700900123", "+44 7700 900123", "+447700900123", "0044 7700 900123", "447700900123"),
    *("(07700) 900-123", "+44 (0)7700 900 123", "+44 07700 900123", "07700.900.123", " 07700\u00a0900123 "),
    *("\u202d07700 900123\u202c", "0\u200b7700900123", "٠٧٧٠٠٩٠٠١٢٣", "０７７００９００１２３", "07700–900–123"),
]


@pytest.mark.parametrize("written", MOBILES)
def test_a_mobile_number_is_one_number_however_it_is_written(written):
    assert contact.mobile(written) == "+447700900123"
    assert contact.email_or_mobile(written) == ("text", "+447700900123")


@pytest.mark.parametrize(
    "written",
    [
        *("01632 960001", "07700 90012", "07700 9001234", "+33 6 12 34 56 78", "999", "07", "+44", "0800 111 999"),
        *("07000 900123", "07600 900123", "call me 07700 900123", "07700 900123 or 07700 900124", "+" * 50, "0" * 1000),
    ],
)
def test_what_no_text_reaches_in_this_country_is_no_mobile_number(written):
    with pytest.raises(NotAContact, match="UK mobile number"):
        contact.mobile(written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("01632 960 001", "+441632960001"),
        ("020 7946 0001", "+442079460001"),
        ("0800 111 999", "+44800111999"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("07624 123456", "+447624123456"),
    ],
)
def test_any_phone_number_has_its_country(written, kept):
    assert contact.phone(written) == kept


@pytest.mark.parametrize("written", ["Ruth@Example.org", " ruth@example.org ", "ruth@example.org\u200b"])
def test_an_email_address_is_kept_in_small_letters(written):
    assert contact.email_or_mobile(written) == ("email", "ruth@example.org")


@pytest.mark.parametrize(
    "written",
    ["ruth@", "@example.org", "ruth@example", "ruth example.org", "a@b.c\nBcc: all@b.c", "x" * 300 + "@example.org"],
)
def test_what_is_no_email_address_is_said_to_be_none(written):
    with pytest.raises(NotAContact):
        contact.email(written)


@pytest.mark.parametrize("written", ["", "   ", "me", "Null", "<script>"])
def test_what_is_neither_is_asked_for_again(written):
    with pytest.raises(NotAContact, match="Write an email address"):
        contact.email_or_mobile(written)


@given(st.text())
def test_anything_typed_is_a_contact_or_said_in_a_sentence(typed):
    said = []
    for read in (contact.email_or_mobile, contact.phone):
        try:
            read(typed)
        except NotAContact as why:
            said.append(str(why))
    assert all(sentence.endswith(".") for sentence in said)


@given(st.from_regex(r"\+447[0-9]{9}", fullmatch=True))
def test_what_is_kept_reads_as_itself(number):
    try:
        kept = contact.mobile(number)
    except NotAContact:
        return
    assert kept == number


def test_a_postal_address_keeps_its_lines():
    assert contact.kept("letter", " c/o  The Hub \n 1 High Street \n") == "c/o The Hub\n1 High Street"
    with pytest.raises(NotAContact):
        contact.kept("letter", " \n ")
