"""Photos of what is seen: ten beside the report's own ten, each once, in the record, and theirs to read."""

import pytest

from putright.hazards.actions import add_photo_seen, begin_investigation, receive
from putright.hazards.queries.investigations import photos_of_investigation
from putright.people.models import Person
from putright.record.models import Line
from putright.repairs.actions import add_photo
from putright.repairs.models import Photo
from putright.repairs.photos import NotAPhoto
from putright.web.whose import whose
from tests.hazards import a_street
from tests.hazards.a_street import NOW, later
from tests.hazards.findings import looked_into
from tests.repairs.pictures import a_jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(mould):
    """A case of mould."""
    return receive(draft=mould, by="resident", at=NOW).case


@pytest.fixture
def joan(larkfield):
    """A surveyor."""
    return a_street.officer("Joan Pike", "surveyor", lsoas=())


@pytest.fixture
def begun(case, joan):
    """An investigation that has begun."""
    return begin_investigation(case=case, kind="standard", investigator=joan, by=joan.code, at=later(days=1))


def taken(investigation, shade=0, days=1):
    return add_photo_seen(investigation=investigation, data=a_jpeg(shade), by="JOAN1", at=later(days=days))


def test_a_photo_is_kept_once_numbered_and_in_the_record(begun):
    first, second = taken(begun), taken(begun, 9)
    assert taken(begun) == first and photos_of_investigation(begun) == [first, second]
    line = Line.objects.filter(name="hazards.photo_taken").earliest("id")
    assert (line.about_id, line.detail["photo"]) == (begun.case.reference, first.reference)
    assert line.detail["number"] == 1 and second.number == 2
    assert bytes(first.original.data) == a_jpeg() and bytes(first.shown) != a_jpeg()


def test_there_is_room_for_ten_beside_the_ten_of_the_report(begun, case):
    for shade in range(10):
        add_photo(report=case.report, data=a_jpeg(20 * shade), by="resident", at=later(days=1))
    for shade in range(10):
        taken(begun, 20 * shade)
    with pytest.raises(NotAPhoto, match="10 photos of this investigation already"):
        taken(begun, 250)
    assert Photo.objects.count() == 20 and case.report.photos.count() == 10


def test_one_that_comes_after_it_concluded_is_kept_and_the_record_says_when(case, joan):
    concluded = looked_into(case, joan)
    photo = taken(concluded, days=5)
    assert Line.objects.get(name="hazards.photo_taken").happened_at == photo.added_at == later(days=5)


def test_it_is_theirs_whose_home_it_is(begun, case):
    assert whose(taken(begun)) == whose(case)
    assert whose(taken(begun))["person"] == Person.objects.get(pk=case.report.person_id)


def test_what_is_no_photo_is_kept_nowhere(begun):
    with pytest.raises(NotAPhoto):
        add_photo_seen(investigation=begun, data=b"no photo", by="JOAN1", at=later(days=1))
    assert not Photo.objects.exists() and not Line.objects.filter(name="hazards.photo_taken").exists()
