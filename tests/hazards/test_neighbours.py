"""A leak or damp seen in one home is looked for around it; nobody learns of anybody else; each home has its own case."""

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.actions import look_at_home, look_next_door, need_no_look
from putright.hazards.models import Incident, Look
from putright.hazards.neighbours import homes_near
from putright.hazards.queries import facts_of
from putright.homes.models import Block, Home
from putright.messages.models import Message
from putright.messages.saying import said
from putright.record.models import Line
from putright.record.reference import shown
from putright.repairs.models import Report
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import later
from tests.hazards.away import BY, case_of

pytestmark = pytest.mark.django_db
AT = later(days=3)


@pytest.fixture
def case(mould):
    """A case that was looked into, in a terraced house."""
    return case_of(mould)


@pytest.fixture
def next_door(home):
    """The house beside it, with a family."""
    other = a_street.home("14")
    a_street.family(other, name="Ben Okoro", phone="+447700900222")
    return other


def look_for(case, who, homes, *, at=AT, nobody_near=""):
    return look_next_door(case=case, kind="leak", homes=homes, nobody_near=nobody_near, began_by=who, by=BY, at=at)


def block(floors):
    """A block with homes on these floors; nothing where a floor is not known."""
    made = Block.objects.create(
        name="Larkfield House", street="Rose Street", town="Wexcombe", postcode="WX1 2AB", storeys=4
    )
    homes = []
    for number, floor in enumerate(floors, 1):
        one = a_street.home(f"Flat {number}, Larkfield House")
        one.block, one.floor = made, floor
        one.save()
        homes.append(one)
    return homes


# ---- Where they are


def test_where_there_is_one_home_to_a_floor_it_is_known_which_are_above_and_below(larkfield):
    ground, first, second, third = block([0, 1, 2, 3])
    found = {near.home: (near.place, near.says) for near in homes_near(first)}
    assert found[ground] == ("below", "One floor down") and found[second] == ("above", "One floor up")
    assert found[third] == ("", "2 floors up")


@pytest.mark.parametrize("floors", [[0, 1, 1, 2], [0, 1, None, 2], [None, 0, 1, 2]])
def test_where_it_is_not_known_what_stands_over_what_a_person_is_asked_and_nothing_is_guessed(larkfield, floors):
    homes = block(floors)
    for home in homes:
        near = homes_near(home)
        assert len(near) == 3
        unsure = [one for one in near if abs((one.home.floor or 0) - (home.floor or 0)) <= 1 and one.place]
        assert None not in floors or unsure == []
    assert [one.place for one in homes_near(homes[1])] == ["", "", ""]


def test_houses_of_the_same_street_are_named_and_no_more_is_said_of_them(home, next_door):
    a_street.home("16", street="Lily Street")
    assert [(near.home, near.place) for near in homes_near(home)] == [(next_door, "")]


# ---- One incident, many homes


def test_each_household_is_told_and_no_message_names_anybody_or_says_what_is_wrong_elsewhere(case, priya, next_door):
    look_for(case, priya, {next_door: "beside"})
    message = Message.objects.get(template="look_near_you")
    assert message.person.name == "Ben Okoro"
    # Their own home's reference is theirs to quote, and may happen to hold the number of the other home.
    body = said(message).body.replace(shown(next_door.reference), "")
    for word in ("Amina", "Okafor", "12", "mould", "leak", case.reference, case.report.reference):
        assert word not in body.replace("0300 111 3000", "").replace("WX1 2AB", ""), word
    assert Look.objects.get().told == 1
    assert Deadline.objects.open().get(name="tasks.look_next_door").about == case.about


def test_nothing_of_another_home_is_in_what_the_first_household_may_read(case, priya, next_door):
    incident = look_for(case, priya, {next_door: "beside"})
    look_at_home(
        look=incident.looks.get(), is_affected=True, words="Black mould.", looked_at=AT, looked_by=priya, by=BY, at=AT
    )
    lines = Line.objects.for_residents().filter(about_id__in=[case.reference, case.report.reference])
    assert not lines.filter(name__in=["hazards.home_looked_at", "hazards.look_planned"]).exists()
    assert next_door.reference not in str([line.detail for line in lines])


def test_what_is_found_is_that_homes_own_report_with_its_own_first_moment(case, priya, next_door):
    look = look_for(case, priya, {next_door: "beside"}).looks.get()
    seen_at = later(days=3, hours=2)
    for _ in range(2):
        look = look_at_home(
            look=look, is_affected=True, words="Mould behind the bed.", looked_at=seen_at, looked_by=priya, by=BY,
            at=later(days=4),
        )  # fmt: skip
    assert Report.objects.count() == 2
    assert (look.report.home, look.report.first_told_at) == (next_door, seen_at)
    assert facts_of(look.report.case, 1)["aware_at"] == seen_at
    assert not Deadline.objects.open().filter(name="tasks.look_next_door").exists()


def test_a_home_where_nothing_was_found_has_no_report(case, priya, next_door):
    look = look_for(case, priya, {next_door: "beside"}).looks.get()
    look_at_home(look=look, is_affected=False, words="", looked_at=AT, looked_by=priya, by=BY, at=AT)
    assert Report.objects.count() == 1


def test_a_home_that_need_not_be_looked_at_says_why(case, priya, next_door):
    look = look_for(case, priya, {next_door: "beside"}).looks.get()
    with pytest.raises(CannotBeDone, match="Say why"):
        need_no_look(look=look, because=" ", by=BY, at=AT)
    need_no_look(look=look, because="It is empty, and was looked at on Monday.", by=BY, at=AT)
    assert not Deadline.objects.open().filter(name="tasks.look_next_door").exists()


def test_asked_again_it_adds_homes_and_tells_nobody_twice(case, priya, next_door):
    other = a_street.home("10")
    look_for(case, priya, {next_door: "beside"})
    look_for(case, priya, {next_door: "above", other: "beside"})
    assert Incident.objects.count() == 1 and Look.objects.count() == 2
    assert Message.objects.filter(template="look_near_you").count() == 1
    assert Look.objects.get(home=other).told == 0


def test_nobody_near_is_said_in_words(case, priya):
    with pytest.raises(CannotBeDone, match="say why there are none"):
        look_for(case, priya, {})
    assert look_for(case, priya, {}, nobody_near="It stands alone.").nobody_near == "It stands alone."


@pytest.mark.parametrize("place", ["inside", ""])
def test_a_place_that_is_none_is_refused(case, priya, next_door, place):
    with pytest.raises(CannotBeDone, match="above, below or beside"):
        look_for(case, priya, {next_door: place})


def test_the_home_itself_is_not_near_itself(case, priya, home):
    with pytest.raises(CannotBeDone, match="where it was seen"):
        look_for(case, priya, {home: "beside"})


@pytest.mark.parametrize("at, says", [(later(days=9), "not come yet"), (later(days=-1), "first seen next door")])
def test_a_look_at_a_moment_that_cannot_be_is_refused(case, priya, next_door, at, says):
    look = look_for(case, priya, {next_door: "beside"}).looks.get()
    with pytest.raises(CannotBeDone, match=says):
        look_at_home(look=look, is_affected=False, words="", looked_at=at, looked_by=priya, by=BY, at=later(days=4))


def test_without_a_home_there_is_nothing_near(priya):
    from putright.hazards.actions import receive

    gas = receive(draft=a_street.draft(a_street.GAS), by="resident", at=a_street.NOW).case
    with pytest.raises(CannotBeDone, match="which home"):
        look_for(
            gas,
            priya,
            {Home.objects.create(line="1", street="A", town="W", postcode="WX1 2AB", archetype="flat"): "above"},
        )
