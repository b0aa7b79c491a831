"""One box: a reference leads straight to the thing; else homes, people and words, and nobody's that one may not see."""

import pytest

from putright.repairs.models import Note
from tests.web.desk.office import NOW, page_of, told
from tests.web.resident import street

pytestmark = pytest.mark.django_db


def found(client, words):
    page = page_of(client.get("/desk/search", {"words": words}))
    return [
        one["href"]
        for one in page.all("a")
        if one["href"].startswith(("/desk/homes/", "/desk/people/", "/desk/reports/"))
    ]


def test_a_reference_goes_straight_to_the_thing_however_it_is_typed(priya, larkfield, mould):
    from putright.repairs.actions import note

    heard = {"home": larkfield.home, "words": "Damp.", "said_by": "", "heard_at": NOW, "noted_by": larkfield.priya}
    noted = note(**heard, by=larkfield.priya.code, at=NOW)
    assert Note.objects.get() == noted
    leads = {
        mould.reference: f"/desk/reports/{mould.reference}",
        mould.case.reference: f"/desk/reports/{mould.reference}",
        larkfield.home.reference: f"/desk/homes/{larkfield.home.reference}",
        larkfield.amina.reference: f"/desk/people/{larkfield.amina.reference}",
        noted.reference: f"/desk/notes/{noted.reference}",
    }
    for reference, address in leads.items():
        for typed in (
            reference,
            reference.lower(),
            f" {reference[:5]} - {reference[5:]} ",
            reference.replace("0", "O"),
        ):
            assert priya.get("/desk/search", {"words": typed})["Location"] == address, typed


def test_an_address_a_name_a_number_or_words_find_it(priya, larkfield, mould):
    home, amina = f"/desk/homes/{larkfield.home.reference}", f"/desk/people/{larkfield.amina.reference}"
    for words in ("rose street", "ROSE 12", "zz12ab", "ZZ1 2AB"):
        assert home in found(priya, words), words
    for words in ("amina", "Yusuf Amina", "07700 900123", "+447700900123"):
        assert amina in found(priya, words), words
    for words in ("mould", "son's room", "coughing at night"):
        assert f"/desk/reports/{mould.reference}" in found(priya, words), words


def test_nothing_is_counted(priya, larkfield):
    for number in range(12):
        street.home(f"{20 + number}")
    text = page_of(priya.get("/desk/search?words=rose")).text
    assert "There is more. Add another word." in text
    assert len(found(priya, "rose")) == 10 and "13" not in text


def test_what_is_searched_for_is_shown_as_it_was_typed(priya, larkfield):
    for words in (
        "<script>alert(1)</script>",
        "'; DROP TABLE people_person; --",
        "%_%\\%",
        "mould & | ! <-> :* ( '",
        "\0",
        "x" * 5000,
    ):
        page = page_of(priya.get("/desk/search", {"words": words}))
        assert page.all("script") == []
        assert page.one("input", id="words")["value"] == words.replace("\0", "�") or "\0" in words


def test_the_search_is_for_the_desk_alone(larkfield, client):
    from tests.web.desk.office import signed_in

    told(larkfield.amina)
    assert signed_in(larkfield.board).get("/desk/search?words=amina").status_code == 404
    client.force_login(larkfield.amina.account)
    assert client.get("/desk/search?words=amina").status_code == 404
