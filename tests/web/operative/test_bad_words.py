"""Whatever is typed in any box of a job: taken and shown as it is, or turned back in a sentence, and never run."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from putright.repairs.models import Photo
from tests.bad_words import BAD_WORDS
from tests.repairs.bad_files import REBUILT, REFUSED
from tests.web.desk.office import boxes, page_of
from tests.web.desk.test_bad_words import WORST, check
from tests.web.desk.works_pages import day
from tests.web.operative.pages import an_order

pytestmark = pytest.mark.django_db
NEXT = {"words": "Half.", "told": "now", "next_words": "The rest.", **day("next_day", 48)}
WHEN = ("told", "day-day", "day-month", "day-year", "time")
COMES = ("next_words", "next_day-day", "next_day-month", "next_day-year", "next_time", "key")
MOST_AT_ONCE = 20


@pytest.fixture
def here(larkfield):
    """Every form of a job: where it is, what is filled in besides, and the boxes that take words or choices."""
    at = f"/jobs/{an_order(larkfield.report, larkfield.ours).reference}"
    return {
        f"{at}/tell/part_done": (NEXT, ("words", "is_made_safe", *WHEN, *COMES)),
        f"{at}/tell/no_access": ({**NEXT, "tried": ["rang"]}, ("tried", "words", *WHEN, *COMES)),
        f"{at}/more": ({"lines": "DMP-04 1", "why": "Soft."}, ("lines", "why", "key")),
    }


@pytest.mark.parametrize("name", WORST)
def test_every_box_of_every_form_takes_it_or_says_why_not(dwayne, here, name):
    typed = BAD_WORDS[name].encode("utf-8", "replace").decode()
    for address, (besides, names) in here.items():
        hidden = boxes(page_of(dwayne.get(address)))
        for box in names:
            check(dwayne.post(address, {**hidden, **besides, box: typed}))


def test_no_file_that_is_no_photo_is_kept_and_each_is_named(larkfield, dwayne):
    at = f"/jobs/{an_order(larkfield.report, larkfield.ours).reference}/photos"
    bad = list(REFUSED)
    for first in range(0, len(bad), MOST_AT_ONCE):
        some = bad[first : first + MOST_AT_ONCE]
        files = [SimpleUploadedFile(f"photo {number}.jpg", REFUSED[name]()) for number, name in enumerate(some)]
        response = dwayne.post(at, {"files": files, "shows": "after"})
        assert response.status_code == 422
        assert len(page_of(response).summary) == len(some)
    assert not Photo.objects.exists()


@pytest.mark.parametrize("name", REBUILT)
def test_a_file_that_is_a_photo_and_more_is_a_photo_and_no_more(larkfield, dwayne, name):
    data = REBUILT[name]()
    at = f"/jobs/{an_order(larkfield.report, larkfield.ours).reference}/photos"
    sent = {"files": [SimpleUploadedFile("photo.jpg", data)], "shows": "after"}
    assert dwayne.post(at, sent).status_code == 302
    shown = dwayne.get(f"/photos/{Photo.objects.get().reference}")
    assert shown.content.startswith(b"\xff\xd8\xff") and shown.content != data
