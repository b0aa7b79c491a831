"""The risk to a household, asked for again when it must be; and waiting for major works, which opens again by itself."""

from datetime import date, timedelta

import pytest

from putright.clocks.london import midnight
from putright.deadlines.models import Deadline, Kind
from putright.hazards.actions import (
    ask_again,
    assess_risk,
    begin_waiting,
    end_waiting,
    state,
    tell_progress,
)
from putright.hazards.models import Deferral, Progress, RiskAssessment
from putright.hazards.queries import to_assess_again, to_decide_again
from putright.messages.models import Message
from putright.people.actions import tell_circumstance
from putright.people.models import Household
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from putright.watch.looking import look_over
from tests.hazards.a_street import later
from tests.hazards.away import BY, case_of

pytestmark = pytest.mark.django_db
AT = later(days=3)


@pytest.fixture
def case(mould):
    """A case that was looked into."""
    return case_of(mould)


def assessed(case, owner, *, at=AT, key="risk-1", **more):
    told = {
        "at_risk": ["under_5"],
        "who": "Her son of three sleeps there.",
        "severity": "severe",
        "likelihood": "likely",
        "in_place": "He sleeps in her room, with an air filter.",
        "review_on": (at + timedelta(days=30)).date(),
        "assessed_at": at,
        **more,
    }
    return assess_risk(case=case, assessed_by=owner, sent_with=key, by=BY, at=at, **told)


def waits(case, who, *, at=AT, key="wait-1", **more):
    told = {
        "expert": "Dr Ng, chartered surveyor",
        "advised_on": at.date(),
        "advice": "The wall can wait until June while nobody sleeps beside it.",
        "mitigation": "The room is shut, and there is an air filter.",
        "mitigated_on": at.date(),
        "update_every_days": 14,
        "programme_on": date(2026, 6, 1),
        **more,
    }
    return begin_waiting(case=case, began_by=who, sent_with=key, by=BY, at=at, **told)


def open_names(case):
    return set(Deadline.objects.open().about(*case.about).values_list("name", flat=True))


def duties(case):
    return list(Deadline.objects.about(*case.about).filter(kind=Kind.DUTY).order_by("pk").values())


def baby(home, at):
    tell_circumstance(household=Household.objects.get(home=home), kind="baby", by=BY, at=at)


# ---- The risk


def test_an_assessment_is_dated_owned_and_has_a_day_on_which_its_owner_looks_again(case, priya):
    made = assessed(case, priya)
    task = Deadline.objects.get(name="tasks.review_risk")
    assert (made.assessed_by, task.owner) == (priya, priya)
    assert task.due_before == midnight(made.review_on + timedelta(days=1))
    assert "three" not in str(Line.objects.get(name="hazards.risk_assessed").detail)


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"who": " "}, "who is at risk"),
        ({"in_place": ""}, "keeps them safe"),
        ({"assessed_at": later(days=9)}, "has not come yet"),
        ({"assessed_at": later(days=-1)}, "We first knew"),
        ({"review_on": date(2026, 3, 7)}, "Choose a day"),
        ({"review_on": date(2027, 3, 7)}, "Choose a day"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused_in_a_sentence(case, priya, wrong, says):
    with pytest.raises(CannotBeDone, match=says):
        assessed(case, priya, **wrong)
    assert not RiskAssessment.objects.exists()


def test_sent_twice_it_is_one(case, priya):
    assert assessed(case, priya) == assessed(case, priya, who="Somebody else.")
    assert Deadline.objects.filter(name="tasks.review_risk").count() == 1


def test_it_is_asked_for_once_and_done_by_assessing_it(case, priya):
    assert ask_again(case=case, because="late", by="watch", at=AT)
    assert not ask_again(case=case, because="household_changed", by="watch", at=AT)
    assessed(case, priya, at=later(days=4))
    assert "tasks.assess_risk" not in open_names(case)


def test_a_date_of_the_law_that_passes_asks_for_it_once(case, priya):
    assessed(case, priya)
    due_before = Deadline.objects.open().filter(kind=Kind.DUTY).order_by("due_before").first().due_before
    assert look_over(at=due_before - timedelta(seconds=1)) == 0
    assert look_over(at=due_before) == 1
    assert look_over(at=due_before + timedelta(minutes=5)) == 0
    assert Line.objects.get(name="hazards.risk_asked_again").detail["because"] == "late"
    assessed(case, priya, at=due_before + timedelta(hours=1), key="risk-2")
    assert look_over(at=due_before + timedelta(hours=2)) == 0


def test_a_household_that_changed_asks_for_it_once(case, priya, home):
    assessed(case, priya)
    assert list(to_assess_again(later(days=4))) == []
    baby(home, later(days=4))
    assert [(one, why) for one, why in to_assess_again(later(days=4))] == [(case, "household_changed")]
    assert look_over(at=later(days=4)) == 1
    assert look_over(at=later(days=4, hours=1)) == 0


# ---- Waiting


def test_waiting_stops_no_clock_of_the_law(case, priya):
    assessed(case, priya)
    before = duties(case)
    waits(case, priya)
    assert duties(case) == before
    assert {"promises.works_update", "promises.works_begin"} <= open_names(case)
    assert Message.objects.get(template="works_news").params["what"] == "planned"


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"expert": " "}, "which expert"),
        ({"advice": ""}, "expert advised"),
        ({"mitigation": "\t"}, "keeps them safe"),
        ({"advised_on": date(2026, 4, 1)}, "advice has not come yet"),
        ({"mitigated_on": date(2026, 4, 1)}, "in place by today"),
        ({"update_every_days": 0}, "from 1 to 28"),
        ({"update_every_days": 29}, "from 1 to 28"),
        ({"programme_on": date(2026, 3, 7)}, "a day to come"),
    ],
)
def test_with_anything_missing_they_do_not_wait_and_a_sentence_says_what(case, priya, wrong, says):
    assessed(case, priya)
    with pytest.raises(CannotBeDone, match=says):
        waits(case, priya, **wrong)
    assert not Deferral.objects.exists() and not Message.objects.filter(template="works_news").exists()


def test_without_an_assessment_they_do_not_wait(case, priya):
    with pytest.raises(CannotBeDone, match="Nobody has assessed"):
        waits(case, priya)


def test_on_an_assessment_that_is_asked_for_again_or_past_its_day_they_do_not_wait(case, priya):
    assessed(case, priya)
    with pytest.raises(CannotBeDone, match="Assess it again"):
        waits(case, priya, at=later(days=60))
    ask_again(case=case, because="late", by="watch", at=AT)
    with pytest.raises(CannotBeDone, match="Assess it again"):
        waits(case, priya)


def test_they_wait_once_at_a_time_and_sent_twice_it_is_one(case, priya):
    assessed(case, priya)
    assert waits(case, priya) == waits(case, priya)
    with pytest.raises(CannotBeDone, match="wait already"):
        waits(case, priya, key="wait-2")


def test_each_time_they_hear_the_next_is_promised(case, priya):
    assessed(case, priya)
    deferral = waits(case, priya)
    at = later(days=10)
    for _ in range(2):
        tell_progress(deferral=deferral, words="It is as planned.", told_by=priya, sent_with="p1", by=BY, at=at)
    rows = Deadline.objects.filter(name="promises.works_update").order_by("pk")
    assert [(one.met_at, one.is_open) for one in rows] == [(at, False), (None, True)]
    assert Progress.objects.count() == 1
    with pytest.raises(CannotBeDone, match="how the works stand"):
        tell_progress(deferral=deferral, words="", told_by=priya, sent_with="p2", by=BY, at=at)


def test_it_opens_again_by_itself_when_the_day_of_the_programme_has_passed(case, priya):
    assessed(case, priya)
    deferral = waits(case, priya, programme_on=date(2026, 3, 20))
    assert [why for one, why in to_decide_again(later(days=16))] == []
    look_over(at=later(days=17))
    deferral.refresh_from_db()
    assert (deferral.ended_at, deferral.ended_because) == (later(days=17), "passed")
    assert {"tasks.decide_waiting", "tasks.assess_risk", "promises.works_begin"} <= open_names(case)
    assert Deadline.objects.get(name="promises.works_begin").is_late(later(days=17))
    assert Message.objects.filter(template="works_news", params__what="again").count() == 1
    look_over(at=later(days=18))
    assert Message.objects.filter(template="works_news", params__what="again").count() == 1


def test_it_opens_again_by_itself_when_the_household_changes(case, priya, home):
    assessed(case, priya)
    deferral = waits(case, priya)
    baby(home, later(days=4))
    look_over(at=later(days=4))
    deferral.refresh_from_db()
    assert deferral.ended_because == "household_changed"
    assert {"tasks.decide_waiting", "tasks.assess_risk"} <= open_names(case)


def test_it_ends_by_itself_when_the_works_began(case, priya):
    assessed(case, priya)
    deferral = waits(case, priya, programme_on=date(2026, 3, 20))
    state(case=case, name="preventative_started_at", value=later(days=15), by=BY, at=later(days=15))
    look_over(at=later(days=20))
    deferral.refresh_from_db()
    assert deferral.ended_because == "works_began"
    assert "promises.works_begin" not in open_names(case)


def test_when_the_programme_slips_somebody_decides_again_and_may_only_on_a_new_assessment(case, priya):
    assessed(case, priya)
    deferral = waits(case, priya)
    assert end_waiting(deferral=deferral, because="slipped", by=BY, at=later(days=5))
    assert not end_waiting(deferral=deferral, because="not_waiting", by=BY, at=later(days=5))
    with pytest.raises(CannotBeDone, match="Assess it again"):
        waits(case, priya, key="wait-2", at=later(days=5))
    assessed(case, priya, key="risk-2", at=later(days=5))
    waits(case, priya, key="wait-2", at=later(days=5, hours=1), programme_on=date(2026, 8, 1))
    assert "tasks.decide_waiting" not in open_names(case)


def test_no_reason_but_those_listed_ends_it(case, priya):
    assessed(case, priya)
    with pytest.raises(CannotBeDone, match="Choose why"):
        end_waiting(deferral=waits(case, priya), because="lifestyle", by=BY, at=later(days=5))
