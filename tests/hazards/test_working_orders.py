"""What works are to the law: only work makes safe, only a check by somebody else finishes, and a no takes it back."""

from decimal import Decimal

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.actions import (
    approve_works,
    begin_works,
    change,
    check_works,
    correct,
    finish,
    hear_fixed,
    keep,
    order_works,
    receive,
    state,
    tell_outcome,
    vary_works,
)
from putright.hazards.models import Fact, Place
from putright.hazards.queries import facts_of, places_of
from putright.law.facts import FactsDisagree
from putright.messages.models import Message
from putright.record.models import Line
from putright.repairs.actions import Wanted
from putright.repairs.models import Outcome, WorksOrder
from putright.repairs.refused import CannotBeDone
from tests.hazards.a_street import DOOR, draft, later
from tests.hazards.a_street import NOW as TOLD
from tests.repairs.works import key, limit, rate, team, wanted, worker

pytestmark = pytest.mark.django_db
NEXT = {"next_words": "Come back.", "next_before": later(days=20)}
# None of these says that anything is safe, nor that anything is finished.
CLOSES_NOTHING = ("no_access", "turned_away", "part_missing", "more_found", "wrong_trade", "not_safe", "not_needed")


@pytest.fixture
def case(mould):
    """A case of mould, found to be a significant hazard on the second day."""
    case = receive(draft=mould, by="resident", at=TOLD).case
    for name, value in (("found", "significant"), ("investigated_at", later(days=2))):
        state(case=case, name=name, value=value, by="S", at=later(days=2))
    return case


@pytest.fixture
def ours(db):
    """Our own team."""
    return team()


@pytest.fixture
def dwayne(ours):
    """An operative of our own team."""
    return worker(ours)


def ordered(case, ours, purpose="make_safe", *, days=3, **more):
    at = later(days=days)
    told = wanted(purpose=purpose, at=at, wanted_before=later(days=days + 4), **more)
    return order_works(report=case.report, contractor=ours, **told)


def told(order, what, by, *, days=4, **more):
    at = later(days=days)
    needs = {} if what in ("done", "not_needed") else NEXT
    tried = ("knocked",) if what == "no_access" else ()
    given = {"words": "So.", "sent_with": key(), "tried": tried, **needs, **more}
    return tell_outcome(order=order, what=what, happened_at=at, told_by=by, by=by.code, at=at, **given)


def checked(order, priya, *, is_right=True, days=6):
    at = later(days=days)
    given = {"is_satisfactory": is_right, "words": "Seen.", "checked_at": at, "sent_with": key()}
    return check_works(order=order, checked_by=priya, by=priya.code, at=at, **given)


def facts(case):
    return facts_of(case, 1)


def open_duties(case):
    return set(Deadline.objects.open().about(*case.about).values_list("name", flat=True))


def test_an_order_to_prevent_is_a_step_and_begun_is_begun(case, ours):
    order = ordered(case, ours, "prevent")
    assert facts(case)["preventative_steps_at"] == later(days=3)
    assert "hazards.preventative_work_begin" not in open_duties(case)
    assert "hazards.preventative_work_start" in open_duties(case)
    begin_works(order=order, begun_at=later(days=4), by="D", at=later(days=4))
    begin_works(order=order, begun_at=later(days=5), by="D", at=later(days=5))
    assert facts(case)["preventative_started_at"] == later(days=4)
    assert "hazards.preventative_work_start" not in open_duties(case)


@pytest.mark.parametrize("purpose", ["make_safe", "put_right"])
def test_no_other_order_is_a_step_to_prevent(case, ours, purpose):
    begin_works(order=ordered(case, ours, purpose), begun_at=later(days=4), by="D", at=later(days=4))
    assert not {"preventative_steps_at", "preventative_started_at"} & set(facts(case))


@pytest.mark.parametrize(
    "what, more",
    [
        ("done", {}),
        ("made_safe", {}),
        ("part_done", {"is_made_safe": True}),
        ("temporary_fix", {"is_made_safe": True}),
    ],
)
def test_work_that_makes_safe_meets_the_duty_at_the_moment_it_did(case, ours, dwayne, what, more):
    told(ordered(case, ours), what, dwayne, **more)
    assert facts(case)["made_safe_at"] == later(days=4)
    assert Deadline.objects.get(name="hazards.significant_make_safe").met_at == later(days=4)
    assert "work_finished_at" not in facts(case)


@pytest.mark.parametrize("what", ["part_done", "temporary_fix"])
def test_part_of_it_makes_nothing_safe_unless_somebody_says_so(case, ours, dwayne, what):
    told(ordered(case, ours), what, dwayne)
    assert "made_safe_at" not in facts(case)
    assert "hazards.significant_make_safe" in open_duties(case)


@pytest.mark.parametrize("what", CLOSES_NOTHING)
@pytest.mark.parametrize("purpose", ["make_safe", "prevent", "put_right"])
def test_what_a_contractor_says_alone_meets_no_duty_and_ends_none(case, ours, dwayne, what, purpose):
    order = ordered(case, ours, purpose)
    before = open_duties(case)
    for days in (4, 5, 6):
        told(order, what, dwayne, days=days, is_our_own_word=True)
    assert open_duties(case) == before
    assert not {"made_safe_at", "work_finished_at", "no_work_needed_at"} & set(facts(case))
    with pytest.raises(CannotBeDone, match="still owed"):
        finish(report=case.report, why="put_right", by="P", at=later(days=7))


@pytest.mark.parametrize(
    "what, fact",
    [("no_access", "no_access_at"), ("turned_away", "access_refused_at"), ("part_missing", "parts_awaited_at")],
)
def test_what_stood_in_the_way_is_evidence_and_each_time_is_kept(case, ours, dwayne, what, fact):
    order = ordered(case, ours)
    for days in (4, 5):
        told(order, what, dwayne, days=days)
    assert facts(case)[fact] == later(days=4)
    assert Fact.objects.filter(case=case, name=fact).count() == 1
    assert Line.objects.filter(name="repairs.works_told").count() == 2


def test_it_is_safe_once_every_order_to_make_it_safe_has_done_so(case, ours, dwayne):
    first, second = ordered(case, ours), ordered(case, ours)
    told(first, "done", dwayne, days=4)
    assert "made_safe_at" not in facts(case)
    told(second, "made_safe", dwayne, days=5)
    assert facts(case)["made_safe_at"] == later(days=5)


def test_what_goes_on_from_an_order_makes_it_safe_for_it(case, ours, dwayne):
    first = ordered(case, ours)
    told(first, "wrong_trade", dwayne)
    second = ordered(case, ours, days=5, follows=first)
    told(second, "done", dwayne, days=6)
    assert facts(case)["made_safe_at"] == later(days=6)


# ---- Finished


def test_the_works_are_finished_once_all_is_done_and_somebody_else_found_it_right(case, ours, dwayne, priya):
    orders = [ordered(case, ours, purpose) for purpose in ("make_safe", "prevent", "put_right")]
    for order in orders:
        told(order, "done", dwayne)
        assert "work_finished_at" not in facts(case)
    for order in orders[:2]:
        checked(order, priya)
        assert "work_finished_at" not in facts(case)
    checked(orders[2], priya)
    # At the moment the last of the work was done, which the check bears out.
    assert facts(case)["work_finished_at"] == later(days=4)
    assert not {"hazards.works_finish", "hazards.keep_informed"} & open_duties(case)


def test_what_is_checked_and_not_right_is_not_finished(case, ours, dwayne, priya):
    order = ordered(case, ours, "put_right")
    told(order, "done", dwayne)
    checked(order, priya, is_right=False)
    assert "work_finished_at" not in facts(case)


def test_what_is_not_needed_finishes_nothing_by_itself(case, ours, priya):
    order = ordered(case, ours, "put_right")
    told(order, "not_needed", priya, is_our_own_word=True)
    assert "work_finished_at" not in facts(case) and "no_work_needed_at" not in facts(case)


@pytest.mark.parametrize("what", ["made_safe", "part_done"])
def test_what_is_safe_with_more_to_come_is_not_finished_however_often_it_is_checked(case, ours, dwayne, priya, what):
    order = ordered(case, ours)
    told(order, what, dwayne, is_made_safe=True)
    checked(order, priya)
    assert "made_safe_at" in facts(case) and "work_finished_at" not in facts(case)
    more = ordered(case, ours, "put_right", days=7, follows=order)
    told(more, "done", dwayne, days=8)
    checked(more, priya, days=9)
    assert facts(case)["work_finished_at"] == later(days=8)


def test_what_was_to_come_and_has_come_another_way_is_left_no_more(case, ours, dwayne, priya):
    order = ordered(case, ours)
    told(order, "made_safe", dwayne)
    keep(report=case.report, name="promises.works_next", kept_at=later(days=5), by="P", at=later(days=5))
    checked(order, priya)
    assert facts(case)["work_finished_at"] == later(days=4)


def test_a_lasting_job_is_left_until_it_is_done(case, ours, dwayne, priya):
    told(ordered(case, ours), "temporary_fix", dwayne, is_made_safe=True)
    lasting = WorksOrder.objects.get(follows__isnull=False)
    assert "work_finished_at" not in facts(case)
    told(lasting, "done", dwayne, days=8)
    checked(lasting, priya, days=9)
    assert facts(case)["work_finished_at"] == later(days=8)


@pytest.fixture
def finished(case, ours, dwayne, priya):
    """An order of a case whose works are finished."""
    order = ordered(case, ours, "put_right")
    told(order, "done", dwayne)
    checked(order, priya)
    assert "work_finished_at" in facts(case)
    return order


def test_a_resident_who_says_it_is_not_fixed_opens_it_again(case, finished, amina):
    given = {"words": "It is back.", "sent_with": key(), "person": amina, "by": "R", "at": later(days=8)}
    hear_fixed(report=case.report, is_fixed=False, **given)
    assert "work_finished_at" not in facts(case) and "hazards.works_finish" in open_duties(case)
    fact = Fact.objects.filter(case=case, name="work_finished_at").latest("pk")
    assert (fact.value, fact.why) == ("", "The resident says that it is not fixed.")


def test_a_yes_ends_nothing_and_takes_nothing_back(case, finished):
    hear_fixed(report=case.report, is_fixed=True, words="", sent_with=key(), by="R", at=later(days=8))
    assert facts(case)["work_finished_at"] == later(days=4)


def test_more_work_ordered_is_not_finished_until_it_is(case, finished, ours, dwayne, priya):
    more = ordered(case, ours, "put_right", days=8)
    assert "work_finished_at" not in facts(case)
    told(more, "done", dwayne, days=9)
    checked(more, priya, days=10)
    assert facts(case)["work_finished_at"] == later(days=9)
    whys = Fact.objects.filter(case=case, name="work_finished_at").order_by("pk").values_list("why", flat=True)
    assert list(whys) == [
        "",
        "More work was ordered, so not all of it is finished.",
        "It was taken back, and has happened since.",
    ]


def test_a_second_look_that_finds_it_wrong_takes_it_back(case, finished, priya):
    checked(finished, priya, is_right=False, days=9)
    assert "work_finished_at" not in facts(case)


def test_what_was_finished_and_left_the_queue_comes_back_when_it_is_not_fixed(ours, dwayne, priya, home, amina):
    door = receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=TOLD)
    told_of = wanted(trade="general", wanted_before=later(days=3))
    order = order_works(report=door, contractor=ours, **told_of)
    told(order, "done", dwayne, days=2)
    keep(report=door, name="promises.first_contact", kept_at=later(days=1), by="P", at=later(days=2))
    finish(report=door, why="put_right", by="P", at=later(days=2))
    assert not Place.objects.filter(report=door).exists()
    hear_fixed(report=door, is_fixed=False, words="It hangs.", sent_with=key(), by="R", at=later(days=3))
    assert Place.objects.filter(report=door).exists()


# ---- Corrections, day zeros, what cannot be


def test_what_was_put_right_by_hand_is_said_again_only_when_it_happens_again(case, ours, dwayne):
    told(ordered(case, ours), "done", dwayne)
    fact = Fact.objects.get(case=case, name="made_safe_at")
    correct(fact=fact, value=None, why="It was the flat next door.", by="P", at=later(days=5))
    assert "hazards.significant_make_safe" in open_duties(case)
    told(ordered(case, ours, days=5), "done", dwayne, days=6)
    assert facts(case)["made_safe_at"] == later(days=6)


def test_work_belongs_to_the_day_zero_it_was_done_under(case, ours, dwayne):
    order = ordered(case, ours)
    change(case=case, told_at=later(days=5), words="It is in the hall now.", by="P", at=later(days=5))
    at = later(days=6)
    given = {"words": "Washed.", "sent_with": key(), "told_by": dwayne, "by": "D", "at": at}
    tell_outcome(order=order, what="done", happened_at=later(days=4), **given)
    assert facts_of(case, 1)["made_safe_at"] == later(days=4)
    assert "made_safe_at" not in facts_of(case, 2)
    told(ordered(case, ours, days=6), "done", dwayne, days=7)
    assert facts_of(case, 2)["made_safe_at"] == later(days=7)


def test_facts_that_cannot_be_together_are_refused_and_nothing_is_kept(case, ours, dwayne):
    order = ordered(case, ours)
    aware = Fact.objects.get(case=case, name="aware_at")
    correct(fact=aware, value=later(hours=30), why="It was the next day.", by="P", at=later(days=3))
    at = later(days=4)
    given = {"words": "Washed.", "sent_with": key(), "told_by": dwayne, "by": "D", "at": at}
    with pytest.raises(FactsDisagree):
        tell_outcome(order=order, what="done", happened_at=later(hours=20), **given)
    assert not Outcome.objects.exists() and not Line.objects.filter(name="repairs.works_told").exists()


def test_works_for_what_is_no_hazard_need_no_case(ours, dwayne, priya, home, amina):
    door = receive(draft=draft(DOOR, home=home, person=amina), by="resident", at=TOLD)
    order = order_works(report=door, contractor=ours, **wanted(trade="general"))
    told(order, "done", dwayne, days=2)
    checked(order, priya, days=3)
    assert not Fact.objects.exists()
    assert not Deadline.objects.open().filter(name__startswith="promises.works").exists()


# ---- The queue, the resident, the money


def test_the_queue_is_as_it_would_be_made_again_after_every_step(case, ours, dwayne, priya):
    def same():
        place = Place.objects.get(report=case.report)
        made = places_of([case.report.pk])[case.report.pk]
        assert (place.act_before, place.due_before) == (made.act_before, made.due_before)

    limit(ours, 100, since=later(days=3).date())
    order = ordered(case, ours, "prevent")
    same()
    [line] = vary_works(
        order=order, lines=[Wanted(rate(), Decimal(3))], why="More.", sent_with=key(), by="D", at=later(days=4)
    )
    same()
    approve_works(line=line, is_approved=True, why="", approved_by=priya, by=priya.code, at=later(days=4))
    same()
    begin_works(order=order, begun_at=later(days=4), by="D", at=later(days=4))
    same()
    told(order, "part_missing", dwayne, days=4)
    same()
    told(order, "done", dwayne, days=5)
    same()
    checked(order, priya)
    same()
    hear_fixed(report=case.report, is_fixed=False, words="No.", sent_with=key(), by="R", at=later(days=8))
    same()


def test_the_resident_is_told_by_when_and_what_came_of_it_each_once(case, ours, dwayne):
    sent = key()
    for _ in range(2):
        order = ordered(case, ours, sent_with=sent)
    assert Message.objects.get(template="works_ordered").params["due_before"] == later(days=7).isoformat()
    sent = key()
    for _ in range(2):
        told(order, "no_access", dwayne, sent_with=sent)
    message = Message.objects.get(template="works_told")
    assert message.params["came"] == "no_access" and "knock" not in str(message.params)
    told(order, "done", dwayne, days=5)
    assert Message.objects.filter(template="works_told").latest("pk").params["came"] == "done"


def test_that_a_contractor_calls_it_not_needed_is_not_told_to_the_resident_as_so(case, ours, dwayne):
    told(ordered(case, ours), "not_needed", dwayne)
    assert not Message.objects.filter(template="works_told").exists()


def test_once_nothing_more_comes_of_what_was_made_safe_and_checked_the_works_are_finished(case, ours, dwayne, priya):
    order = ordered(case, ours)
    told(order, "part_done", dwayne, is_made_safe=True)
    checked(order, priya)
    assert "work_finished_at" not in facts_of(case, 1)
    at = later(days=7)
    assert keep(report=case.report, name="promises.works_next", kept_at=at, by="P", at=at) == 1
    assert facts_of(case, 1)["work_finished_at"] == later(days=4)
    assert keep(report=case.report, name="promises.works_next", kept_at=at, by="P", at=at) == 0
