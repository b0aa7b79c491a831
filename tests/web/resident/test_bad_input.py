"""Whatever is typed or sent: kept and shown as it was, or turned back in a sentence with nothing lost; and never run."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from putright.repairs.models import Addition, Photo, Report
from putright.repairs.tree.cleaning import cleaned
from putright.repairs.tree.reading import tree
from tests.bad_words import AS_SENT, BAD_WORDS, FILE_NAMES
from tests.repairs import works
from tests.repairs.bad_files import REBUILT, REFUSED
from tests.web.resident import street
from tests.web.resident.pages import picture, told_by
from tests.web.resident.staying_pages import offer_to
from tests.web.resident.street import LONG_AGO, NOW, answer, page_of

pytestmark = pytest.mark.django_db
# The photos question has its own page and its own test.
QUESTIONS = [key for key, question in tree().questions.items() if question.kind != "photos"]
# One of each kind that has a box for words: the others are drawn by the same lines.
WITH_WORDS = list(
    {tree().question(key).kind: key for key in QUESTIONS if key not in ("what", "how_much", "warm")}.values()
)
# Half of a pair is no word that a browser would send; what comes in its place is in AS_SENT.
TYPED = {name: words.encode(errors="replace").decode() for name, words in BAD_WORDS.items()}
HANDLERS = re.compile(r"^on[a-z]+$")


class Sent(BytesIO):
    """A file under whatever name, which Django's own would not hold."""

    def __init__(self, data, name):
        super().__init__(data)
        self.name = name.encode(errors="replace").decode()


def come_to(report):
    """Works that somebody has come to, so that it can be said to be fixed or not."""
    from putright.hazards import actions as hazards

    now = datetime.now(UTC)
    ours = works.team(since=street.LONG_AGO.date())
    told = works.wanted(wanted_before=now + timedelta(hours=60), at=now - timedelta(hours=9))
    order = hazards.order_works(report=report, contractor=ours, **told)
    dwayne = works.worker(ours, since=street.LONG_AGO.date())
    at = now - timedelta(hours=8)
    came = {"told_by": dwayne, "by": dwayne.code, "happened_at": at, "at": at, "sent_with": works.key()}
    hazards.tell_outcome(order=order, what="done", words="Done.", **came)


def batched(names, most):
    """So many at a time."""
    every = list(names)
    return [every[start : start + most] for start in range(0, len(every), most)]


def begun():
    client = Client()
    answer(client, "/report", {"danger": "none"})
    return client


def is_harmless(response):
    """Nothing in an answer runs, or comes from elsewhere, or is a line more of its head."""
    page = page_of(response)
    assert page.all("script") == page.all("iframe") == page.all("svg") == page.all("style") == page.all("base") == []
    assert [one for one in page.elements if any(HANDLERS.match(name) for name in one)] == []
    assert [one for one in page.all("form") if not one.get("action", "/").startswith("/")] == []
    assert {link.get("href", "/").partition(":")[0] for link in page.all("a")} <= {
        *(link["href"] for link in page.all("a") if ":" not in link.get("href", "")), "https", "tel", "mailto"
    }  # fmt: skip
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert set(response.cookies) <= {"telling", "putright-form", "putright"}
    return page


def same(response):
    """An answer without the token of its form to sign out, which is new each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def typed_again(page):
    """What every box on a page has in it, by its name."""
    boxes = {one["name"]: one["value"] for one in page.all("input") if one.get("type") in ("text", "tel", "email")}
    # A browser takes the first line break of a text box away, and so must whoever reads it here.
    return boxes | {one["name"]: one["text"].removeprefix("\n") for one in page.all("textarea")}


def boxes_of(key):
    """The names of a question's boxes, and of those the ones that hold words."""
    shown = page_of(begun().get(f"/report/{key}"))
    return tree().question(key).fields, list(typed_again(shown))


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_box_of_every_question_takes_whatever_is_typed(larkfield, key):
    fields, client = tree().question(key).fields, begun()
    for name, typed in TYPED.items():
        assert client.post(f"/report/{key}", dict.fromkeys(fields, typed)).status_code in (302, 422), name


@pytest.mark.parametrize("key", WITH_WORDS)
def test_every_box_shows_again_what_was_typed(larkfield, key):
    fields, texts = boxes_of(key)
    client = begun()
    for name, typed in TYPED.items():
        response = client.post(f"/report/{key}", dict.fromkeys(fields, typed))
        page = is_harmless(client.get(f"/report/{key}") if response.status_code == 302 else response)
        again = typed_again(page)
        for box in texts:
            one_line = page.all("input", name=box) != []
            assert " ".join(again[box].split()) == " ".join(cleaned(typed, one_line=one_line).split()), (name, box)


@pytest.mark.parametrize("key", QUESTIONS)
def test_bytes_that_are_no_words_are_no_fault_of_ours(larkfield, key):
    fields, _ = boxes_of(key)
    client = begun()
    for name, sent in AS_SENT.items():
        body = "&".join(f"{quote(field)}={sent}" for field in fields)
        response = client.post(f"/report/{key}", body, content_type="application/x-www-form-urlencoded")
        assert response.status_code in (302, 422), name
        is_harmless(client.get(f"/report/{key}"))


def test_a_nought_is_taken_out_with_a_sentence_and_the_rest_is_there(larkfield):
    response = begun().post("/report/own_words", {"own_words": "mo\x00uld"})
    assert response.status_code == 422
    page = page_of(response)
    assert "a mark in this that we cannot keep" in page.text and typed_again(page)["own_words"] == "mould"


def test_the_first_page_takes_whatever_is_typed_and_a_danger_is_kept_whatever_is_beside_it(larkfield):
    # Each of these is a report of its own, with its clocks: every sixth will do.
    for name, typed in list(TYPED.items())[::6]:
        client = Client()
        response = answer(client, "/report", {"danger": ["gas", typed], "danger-words": typed})
        assert response.status_code in (302, 422), name
        assert page_of(client.get("/report/emergency")).words("h1") == ["If you are in danger, call now"], name
        if response.status_code == 422:
            assert typed_again(is_harmless(response))["danger-words"].split() == cleaned(typed).split()


def test_a_key_that_is_none_begins_a_report_under_one_of_ours(larkfield):
    for typed in [*TYPED.values(), "", "a" * 43 + "b"]:
        response = Client().post("/report", {"danger": "none", "key": typed})
        assert response.status_code == 302 and len(response.cookies["telling"].value) == 43


def test_a_cookie_that_is_none_is_no_cookie(larkfield):
    for typed in (*TYPED.values(), "a" * 43):
        client = Client()
        client.cookies["telling"] = re.sub(r"[\x00-\x20;,\\\"\x7f-\uffff\U00010000-\U0010ffff]", "", typed)
        assert client.get("/report/what").status_code == 302
        assert client.get("/report").status_code == 200


def test_what_is_sent_and_read_back_says_what_was_typed(larkfield):
    _, _, amina = larkfield
    client = Client()
    client.force_login(amina.account)
    for name, typed in TYPED.items():
        words = cleaned(typed)[:5000].strip()
        if not words:
            continue
        told = {"what": {"chosen": ["mould"]}, "own_words": {"words": words}, "unwell": {"words": words}}
        report = told_by(amina, at=NOW, answers=told)
        page = is_harmless(client.get(f"/reports/{report.reference}"))
        assert page.text.count(words) >= 2, name


@pytest.mark.parametrize("path, box, more", [("add", "add-words", {"add": "more"}), ("not-right", "wrong", {})])
def test_what_is_added_says_what_was_typed(larkfield, path, box, more):
    _, _, amina = larkfield
    client = Client()
    client.force_login(amina.account)
    for names in batched(TYPED, 20):
        report, kept = told_by(amina, at=LONG_AGO), []
        for name in names:
            before = len(kept)
            response = answer(client, f"/reports/{report.reference}/{path}", {box: TYPED[name], **more})
            assert response.status_code in (302, 422), name
            if response.status_code == 422:
                assert report.additions.count() == before, name
                assert typed_again(is_harmless(response))[box].split() == cleaned(TYPED[name]).split(), name
            else:
                kept.append(report.additions.latest("pk").words)
                assert kept[-1] == cleaned(TYPED[name]), name
        text = is_harmless(client.get(f"/reports/{report.reference}")).text
        assert [words for words in kept if words not in text] == []


def test_whether_it_is_fixed_says_what_was_typed(larkfield):
    _, _, amina = larkfield
    client = Client()
    client.force_login(amina.account)
    for names in batched(TYPED, 20):
        report, kept = told_by(amina, at=datetime.now(UTC) - timedelta(hours=30)), []
        come_to(report)
        address = f"/reports/{report.reference}"
        for name in names:
            before = report.fixed_words.count()
            response = answer(client, f"{address}/fixed", {"fixed": "no", "fixed-words": TYPED[name]})
            assert response.status_code in (302, 422), name
            if response.status_code == 422:
                assert report.fixed_words.count() == before, name
                assert typed_again(is_harmless(response))["fixed-words"].split() == cleaned(TYPED[name]).split(), name
            else:
                kept.append(report.fixed_words.latest("pk").words)
                assert kept[-1] == cleaned(TYPED[name]), name
        assert is_harmless(client.get(address)) and kept
    for typed in list(TYPED.values())[::6]:
        assert client.post(f"{address}/fixed", {"fixed": typed, "key": typed}).status_code == 422


def test_an_answer_to_an_offer_of_somewhere_to_stay_says_what_was_typed(larkfield):
    _, priya, amina = larkfield
    client = Client()
    client.force_login(amina.account)
    report = told_by(amina, at=datetime.now(UTC) - timedelta(days=3))
    stay = offer_to(report, priya)
    address, kept = f"/reports/{report.reference}/stays/{stay.reference}", []
    for name, typed in TYPED.items():
        response = answer(client, address, {"kind": "declined", "words": typed})
        assert response.status_code in (302, 422), name
        if response.status_code == 422:
            assert stay.answers.count() == len(kept), name
            shown = is_harmless(response).one("textarea", id="words")["text"]
            assert shown.split() == cleaned(typed).split(), name
        else:
            kept.append(stay.answers.latest("pk").words)
            assert kept[-1] == cleaned(typed), name
            if len(kept) % 6 == 0:
                is_harmless(client.get(address))
    for typed in list(TYPED.values())[::6]:
        assert client.post(address, {"kind": typed, "key": typed}).status_code == 422


def test_strange_lines_kinds_and_keys_are_no_fault_of_ours(larkfield):
    _, _, amina = larkfield
    client = Client()
    client.force_login(amina.account)
    for number, (name, typed) in enumerate(TYPED.items()):
        if number % 20 == 0:
            address = f"/reports/{told_by(amina, at=LONG_AGO).reference}"
        assert client.get(f"{address}/not-right", {"line": typed}).status_code == 200, name
        sent = {"line": typed, "key": typed, "wrong": "The day is not right."}
        assert client.post(f"{address}/not-right", sent).status_code == 302, name
        assert client.post(f"{address}/add", {"add": typed, "add-words": "More."}).status_code == 422, name
        assert client.get(f"{address}/why/{quote(typed.encode(errors='replace'), safe='')[:2000]}").status_code == 404
    assert not Addition.objects.filter(about_line__isnull=False).exists()


def test_a_strange_reference_is_a_missing_report(larkfield):
    client = Client()
    client.force_login(larkfield[2].account)
    missing = client.get("/reports/0000000000")
    for typed in TYPED.values():
        response = client.get(f"/reports/{quote(typed.encode(errors='replace'), safe='')[:2000]}")
        assert response.status_code == 404 and same(response) == same(missing)


@pytest.mark.parametrize("name", FILE_NAMES)
def test_what_a_photo_is_called_is_never_used(larkfield, name):
    client = begun()
    response = client.post("/report/photos", {"files": Sent(picture().read(), FILE_NAMES[name]), "then": "stay"})
    assert response.status_code == 302
    for photo in Photo.objects.all():
        shown = client.get(f"/photos/{photo.reference}")
        assert shown.headers["Content-Disposition"] == f'inline; filename="photo-{photo.number}.jpg"'


@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_file_that_is_refused_is_named_kindly_and_the_others_are_kept(larkfield, name):
    client = begun()
    bad = Sent(b"not a photo", FILE_NAMES[name])
    response = client.post("/report/photos", {"files": [picture(), bad, picture("navy")], "then": "go"})
    assert Photo.objects.count() == 2
    if response.status_code == 422:
        assert "This is not a photo that we can open" in is_harmless(response).text


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_photo_is_turned_back_in_a_sentence(larkfield, name):
    data = REFUSED[name]()
    client = begun()
    response = client.post("/report/photos", {"files": SimpleUploadedFile("photo.jpg", data), "then": "go"})
    page = is_harmless(response)
    assert response.status_code == 422 and page.words("p", id="files-error-1")[0].startswith("Error: “photo.jpg”: ")
    assert not Photo.objects.exists()


@pytest.mark.parametrize("name", REBUILT)
def test_a_file_that_is_a_photo_and_more_is_a_photo_and_no_more(larkfield, name):
    data = REBUILT[name]()
    client = begun()
    assert client.post("/report/photos", {"files": SimpleUploadedFile("photo.jpg", data)}).status_code == 302
    shown = client.get(f"/photos/{Photo.objects.get().reference}")
    assert shown.content.startswith(b"\xff\xd8\xff") and shown.content != data
    assert shown.headers["X-Content-Type-Options"] == "nosniff" and shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_nothing_that_was_typed_here_made_a_report_by_itself(larkfield):
    client = begun()
    for typed in TYPED.values():
        client.post("/report/own_words", {"own_words": typed})
    assert not Report.objects.exists()
