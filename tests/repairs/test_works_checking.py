"""Somebody who did not do the work looks at it; the resident says whether it is fixed; and photos show it."""

import pytest

from putright.deadlines.models import Deadline
from putright.record.models import Line
from putright.repairs.actions import add_photo_of_works, check_works, hear_fixed, order_works, report, tell_outcome
from putright.repairs.models import Check, FixedWord, Photo
from putright.repairs.orders import works_of
from putright.repairs.photos import NotAPhoto
from putright.repairs.queries import photos_of_works
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import MOULD, NOW, draft, later
from tests.repairs.pictures import a_jpeg
from tests.repairs.works import key, team, wanted, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def mould(db):
    """A report of mould in a home with a family."""
    home = a_street.home()
    return report(draft=draft(MOULD, home=home, person=a_street.family(home)), by="resident", at=NOW)[0]


@pytest.fixture
def ours(db):
    """Our own team."""
    return team()


@pytest.fixture
def dwayne(ours):
    """An operative of our own team."""
    return worker(ours)


@pytest.fixture
def priya(db):
    """A housing officer, who does no works."""
    return a_street.officer()


def done(mould, ours, dwayne, *, days=2):
    order = order_works(report=mould, contractor=ours, **wanted())
    at = later(days=days)
    tell_outcome(order=order, what="done", happened_at=at, told_by=dwayne, sent_with=key(), by="D", at=at)
    return order


def checked(order, by, *, is_right=True, days=3, **more):
    at = later(days=days)
    given = {"words": "" if is_right else "The corner is wet.", "checked_at": at, "sent_with": key(), "at": at, **more}
    return check_works(order=order, is_satisfactory=is_right, checked_by=by, by=by.code, **given)


def said(mould, *, is_fixed, words="The wall is black again.", days=4, **more):
    at = later(days=days)
    return hear_fixed(report=mould, is_fixed=is_fixed, words=words, by="R", at=at, **{"sent_with": key(), **more})


def open_tasks():
    return set(Deadline.objects.open().filter(kind="task").values_list("name", flat=True))


def test_checked_and_right_nothing_of_it_is_left(mould, ours, dwayne, priya):
    order = done(mould, ours, dwayne)
    checked(order, priya)
    works = works_of(mould)
    assert not works.left and works.finished_at == later(days=2)
    assert open_tasks() == set()


def test_whoever_did_it_or_works_for_them_does_not_check_it(mould, ours, dwayne):
    order = done(mould, ours, dwayne)
    for account in (dwayne, worker(ours, "Kofi Asamoah-Hill")):
        with pytest.raises(CannotBeDone, match="Somebody else"):
            checked(order, account)
    assert not Check.objects.exists()


def test_what_is_not_right_is_a_task_until_something_goes_on_from_it(mould, ours, dwayne, priya):
    order = done(mould, ours, dwayne)
    checked(order, priya, is_right=False)
    assert open_tasks() == {"tasks.works_again"} and works_of(mould).finished_at is None
    again = order_works(report=mould, contractor=ours, **wanted(follows=order, at=later(days=3)))
    assert open_tasks() == set()
    at = later(days=4)
    tell_outcome(order=again, what="done", happened_at=at, told_by=dwayne, sent_with=key(), by="D", at=at)
    checked(again, priya, days=5)
    assert works_of(mould).finished_at == later(days=4)


def test_one_check_of_two_leaves_the_task_and_the_other(mould, ours, dwayne, priya):
    first, second = (done(mould, ours, dwayne, days=day) for day in (1, 2))
    checked(first, priya)
    assert open_tasks() == {"tasks.check_works"} and works_of(mould).finished_at is None
    checked(second, priya)
    assert open_tasks() == set() and works_of(mould).finished_at == later(days=2)


@pytest.mark.parametrize(
    "more, says",
    [
        ({"is_right": False, "words": " "}, "Say what is not right"),
        ({"words": "x" * 5001}, "up to 5,000"),
        ({"checked_at": later(days=9)}, "not come yet"),
        ({"checked_at": later(days=1)}, "only after that"),
    ],
)
def test_a_check_that_cannot_be_is_refused_in_a_sentence(mould, ours, dwayne, priya, more, says):
    order = done(mould, ours, dwayne)
    with pytest.raises(CannotBeDone, match=says):
        checked(order, priya, **more)
    assert not Check.objects.exists()


def test_there_is_nothing_to_check_before_it_is_done(mould, ours, priya):
    with pytest.raises(CannotBeDone, match="nothing to check"):
        checked(order_works(report=mould, contractor=ours, **wanted()), priya)


def test_a_check_sent_twice_is_one(mould, ours, dwayne, priya):
    order, sent = done(mould, ours, dwayne), key()
    assert checked(order, priya, sent_with=sent) == checked(order, priya, sent_with=sent)
    assert Line.objects.filter(name="repairs.works_checked").count() == 1
    with pytest.raises(CannotBeDone, match="another job"):
        checked(done(mould, ours, dwayne), priya, sent_with=sent)


# ---- The resident's own word


def test_yes_is_kept_and_closes_nothing(mould, ours, dwayne):
    done(mould, ours, dwayne)
    said(mould, is_fixed=True, words="")
    assert works_of(mould).fixed.is_fixed and works_of(mould).left
    assert Line.objects.get(name="repairs.fixed_told").about_id == mould.reference


def test_no_asks_somebody_to_order_more_and_promises_an_answer(mould, ours, dwayne, priya):
    order = done(mould, ours, dwayne)
    checked(order, priya)
    said(mould, is_fixed=False)
    assert open_tasks() == {"tasks.works_again"}
    assert Deadline.objects.get(name="promises.not_fixed").is_open
    # They are believed until somebody has looked again.
    assert works_of(mould).finished_at is None
    checked(order, priya, days=5)
    assert works_of(mould).finished_at == later(days=2)
    order_works(report=mould, contractor=ours, **wanted(follows=order, at=later(days=6), wanted_before=later(days=9)))
    assert Deadline.objects.get(name="promises.not_fixed").met_at == later(days=6)


def test_said_twice_from_one_page_it_is_said_once(mould, ours, dwayne):
    done(mould, ours, dwayne)
    sent = key()
    assert said(mould, is_fixed=False, sent_with=sent) == said(mould, is_fixed=False, sent_with=sent)
    assert FixedWord.objects.count() == Deadline.objects.filter(name="promises.not_fixed").count() == 1
    other = report(draft=draft(MOULD, home=a_street.home("14")), by="resident", at=NOW)[0]
    with pytest.raises(CannotBeDone, match="another report"):
        said(other, is_fixed=True, sent_with=sent)


def test_nobody_is_asked_before_anything_was_done_and_a_no_says_what_is_wrong(mould, ours, dwayne):
    with pytest.raises(CannotBeDone, match="Nothing was done yet"):
        said(mould, is_fixed=True)
    done(mould, ours, dwayne)
    for words, says in ((" ", "what is still wrong"), ("x" * 5001, "up to 5,000")):
        with pytest.raises(CannotBeDone, match=says):
            said(mould, is_fixed=False, words=words)
    assert not FixedWord.objects.exists()


# ---- Photos of it


def test_photos_of_works_are_of_before_or_after_each_once_and_ten_at_most(mould, ours):
    order = order_works(report=mould, contractor=ours, **wanted())
    given = {"order": order, "by": "D", "at": later(hours=1)}
    for shade in range(10):
        add_photo_of_works(shows="before", data=a_jpeg(shade * 20), **given)
    with pytest.raises(NotAPhoto, match="10 photos"):
        add_photo_of_works(shows="before", data=a_jpeg(220), **given)
    after = add_photo_of_works(shows="after", data=a_jpeg(240), **given)
    assert add_photo_of_works(shows="after", data=a_jpeg(240), **given) == after
    assert [(one.shows, one.number) for one in photos_of_works(order)][9:] == [("before", 10), ("after", 1)]
    assert Photo.objects.count() == Line.objects.filter(name="repairs.works_photo_added").count() == 11
    assert not mould.photos.exists()


def test_a_photo_of_works_that_is_none_or_shows_nothing_is_refused(mould, ours):
    order = order_works(report=mould, contractor=ours, **wanted())
    with pytest.raises(NotAPhoto):
        add_photo_of_works(order=order, shows="after", data=b"%PDF-1.7", by="D", at=later(hours=1))
    with pytest.raises(CannotBeDone, match="before the work or after"):
        add_photo_of_works(order=order, shows="during", data=a_jpeg(), by="D", at=later(hours=1))
    assert not Photo.objects.exists()
