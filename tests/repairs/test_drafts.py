"""A report is kept while it is told, whatever dies, and forgotten when nobody goes on with it."""

from datetime import UTC, datetime, timedelta

import pytest

from putright.record.models import Line
from putright.repairs.actions import add_photo, begin, forget_drafts, keep_answer, report
from putright.repairs.models import Draft, Original, Photo
from putright.repairs.queries import draft_of, photos_of
from putright.repairs.refused import CannotBeDone, NoSuchDraft
from putright.repairs.tree.questions import NoSuchQuestion
from tests.repairs.pictures import a_jpeg

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
BY = {"by": "resident", "at": NOW}


def begun(**more):
    return begin(channel="online", **BY, **more)


def test_a_key_is_long_random_and_never_the_same():
    keys = {begun().key for _ in range(20)}
    assert len(keys) == 20 and min(map(len, keys)) >= 43


def test_a_page_that_is_sent_twice_begins_one_report():
    key = "A" * 43
    assert begun(key=key) == begun(key=key)


@pytest.mark.parametrize("key", ["short", "note-7KQ2M4XD9T", "x" * 65, "é" * 43, "a b" * 15])
def test_a_key_that_is_none_of_ours_is_refused_with_a_sentence(key):
    with pytest.raises(CannotBeDone, match="front page"):
        begun(key=key)


def test_each_answer_is_kept_beside_the_others():
    draft = begun()
    keep_answer(key=draft.key, question="what", value={"chosen": ["mould"]}, **BY)
    keep_answer(key=draft.key, question="room", value={"chosen": ["kitchen"]}, **BY)
    keep_answer(key=draft.key, question="what", value={"chosen": ["damp"]}, **BY)
    assert draft_of(draft.key).answers == {"room": {"chosen": ["kitchen"]}, "what": {"chosen": ["damp"]}}
    keep_answer(key=draft.key, question="room", value=None, **BY)
    assert draft_of(draft.key).answers == {"what": {"chosen": ["damp"]}}


def test_an_answer_to_what_is_not_asked_or_under_no_key_is_refused_with_a_sentence():
    with pytest.raises(NoSuchQuestion, match="Begin again"):
        keep_answer(key=begun().key, question="cause", value={}, **BY)
    with pytest.raises(NoSuchDraft, match="Begin again"):
        keep_answer(key="nothing", question="what", value={}, **BY)
    assert draft_of("nothing") is None


def test_what_nobody_goes_on_with_is_forgotten_with_its_photos():
    old, new = begun(), begun()
    for draft in (old, new):
        add_photo(key=draft.key, data=a_jpeg(), **BY)
    Draft.objects.filter(pk=old.pk).update(kept_at=NOW - timedelta(days=8))
    assert forget_drafts(kept_before=NOW - timedelta(days=7), by="watch", at=NOW) == 1
    assert list(Draft.objects.all()) == [new]
    assert Photo.objects.count() == Original.objects.count() == 1


def test_what_was_sent_stays_with_its_photos_when_its_draft_is_forgotten():
    draft = begun()
    for question, value in {"danger": {"chosen": ["gas"]}, "reach": {"phone": "07700 900123"}}.items():
        draft = keep_answer(key=draft.key, question=question, value=value, **BY)
    add_photo(key=draft.key, data=a_jpeg(), **BY)
    kept, _ = report(draft=draft, **BY)
    Draft.objects.update(kept_at=NOW - timedelta(days=8))
    assert forget_drafts(kept_before=NOW, by="watch", at=NOW) == 1
    assert photos_of(kept).count() == Original.objects.count() == 1


def test_a_draft_leaves_nothing_in_the_record():
    draft = begun()
    keep_answer(key=draft.key, question="what", value={"chosen": ["mould"]}, **BY)
    add_photo(key=draft.key, data=a_jpeg(), **BY)
    assert not Line.objects.exists()
