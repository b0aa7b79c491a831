"""Photos go with the report: each once, ten at most, the file itself sealed."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from putright.record.models import Line
from putright.repairs.actions import add_photo, begin, keep_answer, remove_photo, report
from putright.repairs.models import MOST_PHOTOS, Original, Photo
from putright.repairs.photos import NotAPhoto
from putright.repairs.queries import photo_of, photos_of
from putright.repairs.refused import CannotBeDone, NoSuchDraft
from tests.repairs.pictures import a_jpeg

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
BY = {"by": "resident", "at": NOW}


@pytest.fixture
def draft():
    """A report of gas that is being told."""
    begun = begin(channel="online", **BY)
    for question, value in {"danger": {"chosen": ["gas"]}, "reach": {"phone": "07700 900123"}}.items():
        begun = keep_answer(key=begun.key, question=question, value=value, **BY)
    return begun


def test_a_photo_is_drawn_again_and_its_file_is_sealed_as_it_came(draft):
    data = a_jpeg()
    photo = add_photo(key=draft.key, data=data, **BY)
    original = Original.objects.get(photo=photo)
    assert bytes(original.data) == data and bytes(photo.shown) != data
    assert (original.type, photo.number, photo.width, photo.height) == ("image/jpeg", 1, 8, 6)


def test_the_same_file_twice_is_one_photo(draft):
    assert add_photo(key=draft.key, data=a_jpeg(), **BY) == add_photo(key=draft.key, data=a_jpeg(), **BY)
    kept, _ = report(draft=draft, **BY)
    assert add_photo(key=draft.key, data=a_jpeg(), **BY).report == kept
    assert Photo.objects.count() == 1


def test_the_eleventh_is_refused_with_a_sentence_and_one_may_be_taken_away(draft):
    for shade in range(MOST_PHOTOS):
        add_photo(key=draft.key, data=a_jpeg(shade * 20), **BY)
    with pytest.raises(NotAPhoto, match="10 photos"):
        add_photo(key=draft.key, data=a_jpeg(255), **BY)
    assert remove_photo(key=draft.key, number=4, **BY)
    assert not remove_photo(key=draft.key, number=4, **BY)
    assert add_photo(key=draft.key, data=a_jpeg(255), **BY).number == 4


def test_what_is_no_photo_is_refused_with_a_sentence_and_nothing_is_kept(draft):
    with pytest.raises(NotAPhoto, match="empty"):
        add_photo(key=draft.key, data=b"", **BY)
    assert not Photo.objects.exists()


def test_the_photos_of_a_draft_go_with_its_report_and_then_stay(draft):
    photo = add_photo(key=draft.key, data=a_jpeg(), **BY)
    kept, _ = report(draft=draft, **BY)
    assert list(photos_of(kept)) == [photo]
    with pytest.raises(CannotBeDone, match="part of it"):
        remove_photo(key=draft.key, number=1, **BY)
    later = add_photo(report=kept, data=a_jpeg(200), **BY)
    assert (later.number, later.report) == (2, kept)
    assert Line.objects.get(name="repairs.photo_added").about_id == kept.reference
    assert photo_of(photo.reference).report == kept and photo_of("nonsense") is None


def test_a_photo_for_what_nobody_began_is_refused_with_a_sentence():
    with pytest.raises(NoSuchDraft):
        add_photo(key="nothing", data=a_jpeg(), **BY)


def test_an_original_is_never_changed(draft):
    add_photo(key=draft.key, data=a_jpeg(), **BY)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Original.objects.update(sha256="0" * 64)
