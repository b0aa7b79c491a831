"""Somewhere else to stay: what counts as an offer, a no and a stay for the law, and what never ends our duty."""

from datetime import date, timedelta

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.actions import (
    begin_stay,
    change,
    correct_stay,
    end_stay,
    finish,
    judge_stay,
    lose_stay,
    review_stay,
    secure_stay,
    state,
)
from putright.hazards.models import Fact, Stay, StayAnswer
from putright.hazards.queries import facts_of
from putright.hazards.staying import FROM_STAYS, whole_of
from putright.law.facts import FactsDisagree
from putright.messages.models import Message
from putright.messages.saying import said as message_said
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from tests.hazards.a_street import later
from tests.hazards.away import BY, SUITS, case_of, offered, said

pytestmark = pytest.mark.django_db
DUTY, MAKE_SAFE = "hazards.significant_alternative_accommodation", "hazards.significant_make_safe"
SOON = date(2026, 3, 20)


@pytest.fixture
def case(mould):
    """A case that was looked into."""
    return case_of(mould)


@pytest.fixture
def stay(case, priya):
    """A hotel that suits, offered on the third day."""
    return offered(case, priya)


def known(case, day_zero=1):
    return {name: moment for name, moment in (facts_of(case, day_zero) or {}).items() if name in FROM_STAYS}


def row(case, name=DUTY, **which):
    return Deadline.objects.about(*case.about).filter(name=name, **which).get()


def open_names(case):
    return set(Deadline.objects.open().about(*case.about).values_list("name", flat=True))


def moved(stay, at=None, *, everyone=True):
    at = at or later(days=5)
    secure_stay(stay=stay, secured_at=at, by=BY, at=at)
    return begin_stay(stay=stay, moved_at=at, is_everyone=everyone, review_on=SOON, by=BY, at=at)


# ---- An offer


def test_an_offer_that_suits_is_a_fact_and_they_are_told_without_where_it_is(case, stay, amina):
    assert known(case) == {"accommodation_offered_at": later(days=3)}
    message = Message.objects.get(template="stay_offered")
    assert message.person == amina
    for text in (message_said(message).body, str(list(Line.objects.values_list("detail", flat=True)))):
        assert "Hidden Lane" not in text and "Seaview" not in text


@pytest.mark.parametrize("of", sorted(SUITS))
@pytest.mark.parametrize("found", ["does not suit", "not asked"])
def test_an_offer_that_does_not_suit_in_one_way_or_was_not_asked_about_is_none_to_the_law(case, priya, of, found):
    suits = {**SUITS, of: (False, "It does not.")} if found == "does not suit" else {**SUITS}
    if found == "not asked":
        del suits[of]
    stay = offered(case, priya, suits=suits)
    assert not whole_of(stay).counts and known(case) == {}


def test_an_offer_that_they_pay_for_is_none_to_the_law(case, priya):
    offered(case, priya, paid_by="household")
    assert known(case) == {}


def test_it_counts_from_when_it_was_offered_once_everything_was_asked(case, priya):
    stay = offered(case, priya, suits={"place": (True, "")})
    judge_stay(stay=stay, suits=SUITS, by=BY, at=later(days=4))
    assert known(case) == {"accommodation_offered_at": later(days=3)}
    judge_stay(stay=stay, suits={"pets": (False, "They have a dog.")}, by=BY, at=later(days=5))
    assert known(case) == {}
    assert stay.suitability.filter(of="pets").count() == 2


def test_judged_the_same_again_nothing_is_added(stay):
    judge_stay(stay=stay, suits=SUITS, by=BY, at=later(days=4))
    assert stay.suitability.count() == len(SUITS)


def test_an_offer_sent_twice_is_one_and_they_are_told_once(case, priya, stay):
    assert offered(case, priya) == stay
    assert Stay.objects.count() == Message.objects.filter(template="stay_offered").count() == 1


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"needed_because": " "}, "Say why they need"),
        ({"where": "\n"}, "Say where it is"),
        ({"covers": ""}, "Say what we pay for"),
        ({"offered_at": later(days=9)}, "has not come yet"),
        ({"offered_at": later(days=-1)}, "We first knew"),
        ({"begins_on": date(2026, 3, 1)}, "before it was offered"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_kept(case, priya, wrong, says):
    with pytest.raises(CannotBeDone, match=says):
        offered(case, priya, **wrong)
    assert not Stay.objects.exists() and known(case) == {}


def test_an_offer_sent_for_another_report_is_refused(case, priya, stay, home, amina):
    from putright.hazards.actions import receive
    from tests.hazards import a_street

    other = receive(draft=a_street.draft(a_street.MOULD, home=home, person=amina), by="resident", at=a_street.NOW).case
    with pytest.raises(CannotBeDone, match="another report"):
        offered(other, priya)


# ---- The answer


def test_a_no_to_what_suits_ends_the_duty_to_offer_and_never_the_duty_to_repair(case, stay, priya):
    said(stay, "declined", priya, at=later(days=4), words="It is too far from my mother.")
    assert (row(case).fell_away_at, row(case).fell_away_by) == (later(days=4), "accommodation_declined")
    assert {MAKE_SAFE, "hazards.works_finish", "hazards.keep_informed", "tasks.talk_about_stay"} <= open_names(case)
    with pytest.raises(CannotBeDone, match="still owed"):
        finish(report=case.report, why="put_right", by=BY, at=later(days=5))


def test_a_no_to_what_does_not_suit_ends_nothing(case, priya):
    stay = offered(case, priya, suits={**SUITS, "pets": (False, "No dogs.")})
    said(stay, "declined", priya, at=later(days=4))
    assert known(case) == {} and row(case).is_open


def test_a_no_that_comes_too_late_is_no_excuse(case, stay, priya):
    late = row(case).due_before + timedelta(hours=1)
    said(stay, "declined", priya, at=late)
    assert row(case).is_late(late)


@pytest.mark.parametrize("then", ["taken_back", "accepted"])
def test_a_no_can_be_taken_back_in_time_and_the_duty_runs_as_before(case, stay, priya, then):
    due_before = row(case).due_before
    said(stay, "declined", priya, at=later(days=4))
    said(stay, then, priya, at=later(days=4, hours=5), key="answer-2")
    assert row(case).is_open and row(case).due_before == due_before and not row(case).is_late(later(days=4, hours=6))
    assert "accommodation_declined_at" not in known(case)
    assert ("promises.offer_again" in open_names(case)) == (then == "taken_back")


def test_a_no_taken_back_after_the_date_makes_nobody_late_and_another_offer_is_promised(case, stay, priya):
    said(stay, "declined", priya, at=later(days=4))
    after = row(case).due_before + timedelta(days=1)
    said(stay, "taken_back", priya, at=after, key="answer-2")
    assert row(case).fell_away_by == "accommodation_declined" and not row(case).is_late(after)
    assert "promises.offer_again" in open_names(case)
    offered(case, priya, at=after + timedelta(hours=1), key="offer-2")
    assert "promises.offer_again" not in open_names(case)


def test_a_no_that_was_late_and_is_taken_back_leaves_the_missed_duty_to_be_done(case, stay, priya):
    late = row(case).due_before + timedelta(hours=1)
    said(stay, "declined", priya, at=late)
    said(stay, "taken_back", priya, at=late + timedelta(hours=1), key="answer-2")
    assert row(case).is_open and row(case).is_late(late)


def test_an_answer_sent_twice_is_one_and_their_words_are_theirs(case, stay, priya):
    words = "لا شكرا <b>no</b> 🌧"
    first = said(stay, "declined", priya, at=later(days=4), words=words)
    assert said(stay, "declined", priya, at=later(days=4, minutes=1), words=words) == first
    assert StayAnswer.objects.get().words == words
    assert words not in str(list(Line.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    "kind, at, says",
    [
        ("maybe", later(days=4), "yes or no"),
        ("declined", later(days=2), "An answer comes after"),
        ("taken_back", later(days=4), "no answer to take back"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(stay, priya, kind, at, says):
    with pytest.raises(CannotBeDone, match=says):
        said(stay, kind, priya, at=at)
    assert not StayAnswer.objects.exists()


def test_an_earlier_answer_written_down_later_does_not_undo_the_last(stay, priya):
    said(stay, "accepted", priya, at=later(days=5))
    with pytest.raises(CannotBeDone, match="a later answer"):
        said(stay, "declined", priya, at=later(days=4), key="answer-2")


def test_a_yes_asks_one_of_us_to_secure_the_place_and_that_is_done_when_it_is(case, stay, priya):
    said(stay, "accepted", priya, at=later(days=4))
    assert "tasks.secure_stay" in open_names(case)
    secure_stay(stay=stay, secured_at=later(days=5), by=BY, at=later(days=5))
    assert "tasks.secure_stay" not in open_names(case)
    assert row(case).met_at == later(days=5)


def test_a_second_offer_after_a_no_is_an_offer_of_its_own(case, stay, priya):
    said(stay, "declined", priya, at=later(days=4))
    second = offered(case, priya, at=later(days=5), key="offer-2", kind="our_home")
    said(second, "accepted", priya, at=later(days=5), key="answer-2")
    moved(second, later(days=6))
    assert known(case)["all_moved_out_at"] == known(case)["accommodation_secured_at"] == later(days=6)
    assert row(case, MAKE_SAFE).fell_away_by == "everyone_moved_out"


# ---- Secured, moved, looked at again


def test_only_when_everyone_is_out_does_the_date_for_the_safety_work_fall_away(case, stay):
    moved(stay, later(days=5), everyone=False)
    assert row(case, MAKE_SAFE).is_open and "all_moved_out_at" not in known(case)
    begin_stay(stay=stay, moved_at=later(days=6), is_everyone=True, review_on=SOON, by=BY, at=later(days=6))
    assert row(case, MAKE_SAFE).fell_away_at == later(days=6)
    assert "hazards.works_finish" in open_names(case)
    assert Deadline.objects.filter(name="promises.review_stay").count() == 1


def test_a_place_that_does_not_suit_secures_nothing(case, priya):
    stay = offered(case, priya, suits={**SUITS, "size": (False, "One bed for four.")})
    moved(stay)
    assert known(case) == {} and row(case).is_open and row(case, MAKE_SAFE).is_open


def test_secured_twice_is_once_and_what_it_costs_is_kept(stay):
    secure_stay(stay=stay, secured_at=later(days=4), by=BY, at=later(days=4))
    secure_stay(stay=stay, secured_at=later(days=5), by=BY, at=later(days=5), cost_pence=9_900)
    stay.refresh_from_db()
    assert (stay.secured_at, stay.cost_pence) == (later(days=4), 9_900)
    assert Line.objects.filter(name="hazards.stay_secured").count() == 1


@pytest.mark.parametrize(
    "moved_at, review_on, says",
    [
        (later(days=3), SOON, "This was later"),
        (later(days=9), SOON, "has not come yet"),
        (later(days=6), date(2026, 3, 1), "a day to come"),
        (later(days=6), date(2026, 5, 1), "longer than four weeks"),
    ],
)
def test_a_move_that_cannot_be_is_refused(stay, moved_at, review_on, says):
    secure_stay(stay=stay, secured_at=later(days=5), by=BY, at=later(days=5))
    with pytest.raises(CannotBeDone, match=says):
        begin_stay(stay=stay, moved_at=moved_at, is_everyone=True, review_on=review_on, by=BY, at=later(days=7))


def test_nobody_moves_into_what_is_not_secured_or_was_declined(stay, priya):
    with pytest.raises(CannotBeDone, match="first that the place is secured"):
        begin_stay(stay=stay, moved_at=later(days=4), is_everyone=True, review_on=SOON, by=BY, at=later(days=4))
    said(stay, "declined", priya, at=later(days=4))
    with pytest.raises(CannotBeDone, match="They said no"):
        secure_stay(stay=stay, secured_at=later(days=5), by=BY, at=later(days=5))


def reviewed(stay, who, at, *, words="The bed is too soft, and all are well.", review_on=None, key="review-1"):
    return review_stay(
        stay=stay, words=words, reviewed_at=at, review_on=review_on or date(2026, 4, 1), reviewed_by=who,
        sent_with=key, by=BY, at=at,
    )  # fmt: skip


def test_the_day_of_a_review_is_a_promise_that_is_told_of_before_it_passes(case, stay, priya):
    moved(stay)
    promise = row(case, "promises.review_stay")
    assert promise.due_before.date() == SOON + timedelta(days=1)
    assert promise.reminder.next_at < promise.due_before and promise.reminder.next_level == "approaching"
    for _ in range(2):
        reviewed(stay, priya, later(days=10))
    assert stay.reviews.get().words == "The bed is too soft, and all are well."
    assert [one.is_open for one in Deadline.objects.filter(name="promises.review_stay").order_by("pk")] == [False, True]


def test_a_review_may_name_the_very_day_that_was_named_before_and_is_kept(stay, priya):
    moved(stay)
    reviewed(stay, priya, later(days=10), review_on=SOON)
    rows = Deadline.objects.filter(name="promises.review_stay").order_by("pk")
    assert [one.is_open for one in rows] == [False, True] and len({one.due_before for one in rows}) == 1


@pytest.mark.parametrize("words, at, says", [(" ", 10, "how they are"), ("Well.", 1, "after that")])
def test_a_review_that_cannot_be_is_refused(stay, priya, words, at, says):
    moved(stay)
    with pytest.raises(CannotBeDone, match=says):
        review_stay(
            stay=stay, words=words, reviewed_at=later(days=at), review_on=SOON, reviewed_by=priya, sent_with="r",
            by=BY, at=later(days=10),
        )  # fmt: skip


# ---- Put right


def put_right(stay, who, what, moment, *, why="I read the wrong line.", at=None):
    return correct_stay(stay=stay, what=what, moment=moment, why=why, corrected_by=who, by=BY, at=at or later(days=9))


def test_a_moment_is_put_right_with_a_reason_and_the_facts_follow(case, stay, priya):
    moved(stay)
    put_right(stay, priya, "everyone_moved_at", later(days=5, hours=3))
    assert known(case)["all_moved_out_at"] == later(days=5, hours=3)
    kept = stay.corrections.get()
    assert (kept.was, kept.why, kept.corrected_by) == (later(days=5), "I read the wrong line.", priya)
    fact = Fact.objects.filter(case=case, name="all_moved_out_at").latest("pk")
    assert fact.why == "I read the wrong line."


def test_what_did_not_happen_is_taken_back_from_the_last_to_the_first(case, stay, priya):
    moved(stay)
    with pytest.raises(CannotBeDone, match="Take that back first"):
        put_right(stay, priya, "moved_in_at", None)
    put_right(stay, priya, "everyone_moved_at", None)
    assert row(case, MAKE_SAFE).is_open
    put_right(stay, priya, "moved_in_at", None)
    put_right(stay, priya, "secured_at", None)
    assert known(case) == {"accommodation_offered_at": later(days=3)} and row(case).is_open


def test_a_place_that_was_not_gone_after_all_can_be_had_again(case, stay, priya):
    lose_stay(stay=stay, gone_at=later(days=4), by=BY, at=later(days=4))
    put_right(stay, priya, "gone_at", None, why="They had mixed up two rooms.")
    secure_stay(stay=stay, secured_at=later(days=9), by=BY, at=later(days=9))
    assert known(case)["accommodation_secured_at"] == later(days=9)


@pytest.mark.parametrize(
    "what, moment, says",
    [
        ("offered_at", None, "is not taken back"),
        ("offered_at", later(days=-1), "We first knew"),
        ("offered_at", later(days=4), "before it was written down"),
        ("secured_at", later(days=20), "has not come yet"),
        ("secured_at", later(days=8), "First it is secured"),
        ("gone_at", later(days=4), "nothing to put right"),
        ("where", later(days=4), "Choose what"),
    ],
)
def test_a_moment_that_cannot_be_is_not_put_right(stay, priya, what, moment, says):
    moved(stay)
    with pytest.raises(CannotBeDone, match=says):
        put_right(stay, priya, what, moment)
    assert not stay.corrections.exists()


def test_without_a_reason_nothing_is_put_right_and_the_same_again_is_nothing_new(stay, priya):
    moved(stay)
    with pytest.raises(CannotBeDone, match="Say why"):
        put_right(stay, priya, "secured_at", later(days=4), why=" ")
    put_right(stay, priya, "secured_at", later(days=5))
    assert not stay.corrections.exists()


# ---- Over


def test_they_come_home_when_it_is_made_safe(case, stay):
    moved(stay)
    at = later(days=20)
    with pytest.raises(CannotBeDone, match="not written down that their home was made safe"):
        end_stay(stay=stay, returned_at=at, because="made_safe", words="", by=BY, at=at)
    state(case=case, name="made_safe_at", value=later(days=19), by=BY, at=at)
    end_stay(stay=stay, returned_at=at, because="made_safe", words="", by=BY, at=at)
    assert known(case)["all_moved_out_at"] == later(days=5)
    assert "promises.review_stay" not in open_names(case)


def test_they_come_home_before_only_for_a_reason_and_then_the_safety_work_has_its_date_again(case, stay):
    moved(stay)
    at = later(days=6)
    with pytest.raises(CannotBeDone, match="Say in words why"):
        end_stay(stay=stay, returned_at=at, because="they_chose", words=" ", by=BY, at=at)
    end_stay(stay=stay, returned_at=at, because="they_chose", words="She missed her own bed.", by=BY, at=at)
    assert row(case, MAKE_SAFE).is_open and not row(case).is_open
    assert known(case) == {"accommodation_offered_at": later(days=3), "accommodation_secured_at": later(days=5)}


def test_where_the_place_came_to_an_end_somewhere_else_is_owed_again(case, stay):
    moved(stay)
    end_stay(stay=stay, returned_at=later(days=6), because="place_ended", words="Closed.", by=BY, at=later(days=6))
    assert {DUTY, MAKE_SAFE, "promises.offer_again", "tasks.assess_risk"} <= open_names(case)
    state(case=case, name="made_safe_at", value=later(days=6, hours=1), by=BY, at=later(days=6, hours=1))
    assert "promises.offer_again" not in open_names(case)


def test_from_one_place_to_another_they_were_out_all_the_time(case, stay, priya):
    moved(stay)
    second = offered(case, priya, at=later(days=6), key="offer-2")
    with pytest.raises(CannotBeDone, match="moved in at the other place"):
        end_stay(stay=stay, returned_at=later(days=7), because="moved_on", words="", by=BY, at=later(days=7))
    moved(second, later(days=7))
    end_stay(stay=stay, returned_at=later(days=7), because="moved_on", words="", by=BY, at=later(days=7))
    assert known(case)["all_moved_out_at"] == later(days=5)
    assert "promises.review_stay" in open_names(case)


def test_over_twice_is_once(case, stay):
    moved(stay)
    for because in ("they_chose", "place_ended"):
        end_stay(stay=stay, returned_at=later(days=6), because=because, words="Home.", by=BY, at=later(days=6))
    stay.refresh_from_db()
    assert stay.returned_because == "they_chose"


def test_a_place_that_is_gone_secures_nothing_any_more_and_another_is_promised(case, stay, priya):
    said(stay, "accepted", priya, at=later(days=4))
    secure_stay(stay=stay, secured_at=later(days=4), by=BY, at=later(days=4))
    assert not row(case).is_open
    lose_stay(stay=stay, gone_at=later(days=5), by=BY, at=later(days=5))
    assert row(case).is_open and "promises.offer_again" in open_names(case)
    with pytest.raises(CannotBeDone, match="not to be had"):
        said(stay, "accepted", priya, at=later(days=5), key="answer-2")


# ---- Around it


@pytest.mark.parametrize("name", FROM_STAYS)
def test_none_of_its_facts_is_stated_or_put_right_by_itself(case, stay, name):
    from putright.hazards.actions import correct

    with pytest.raises(FactsDisagree, match="Somewhere else to stay"):
        state(case=case, name=name, value=later(days=3), by=BY, at=later(days=4))
    fact = Fact.objects.get(case=case, name="accommodation_offered_at")
    with pytest.raises(FactsDisagree, match="Somewhere else to stay"):
        correct(fact=fact, value=None, why="So.", by=BY, at=later(days=4))


def test_what_was_stated_before_there_was_any_stay_is_left_as_it_is(case, priya):
    from putright.hazards.cases import Standing

    Standing.of(case).say("accommodation_offered_at", later(days=2), by=BY, at=later(days=2))
    offered(case, priya)
    assert known(case) == {"accommodation_offered_at": later(days=2)}


def test_whoever_stays_elsewhere_when_something_changes_is_out_from_the_new_day_zero_on(case, stay):
    moved(stay)
    told_at = later(days=8)
    assert change(case=case, told_at=told_at, words="The ceiling came down.", by=BY, at=told_at) == 2
    assert known(case, 2) == {"accommodation_secured_at": told_at, "all_moved_out_at": told_at}


def test_the_law_agrees_with_what_is_kept_however_it_went(case, stay, priya):
    from putright.deadlines.calendar import working_calendar
    from putright.watch.proving import differences

    said(stay, "declined", priya, at=later(days=4))
    said(stay, "accepted", priya, at=later(days=4, hours=2), key="answer-2")
    moved(stay)
    end_stay(stay=stay, returned_at=later(days=6), because="place_ended", words="Closed.", by=BY, at=later(days=6))
    rows = list(Deadline.objects.about(*case.about))
    assert differences(case, rows, working_calendar(), later(days=6)) == []
