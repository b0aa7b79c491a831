"""No route lets a hazard be closed; and that the law does not cover it takes evidence, an author and a second person."""

import pytest
from django.db import IntegrityError, transaction

from putright.accounts.decisions import Actor, decide
from putright.deadlines.models import Deadline, Kind
from putright.hazards.actions import agree_out_of_scope, correct, end_out_of_scope, find_out_of_scope, finish, state
from putright.hazards.actions.scope import AGREED, FOUND
from putright.hazards.actions.working import FINISHED
from putright.hazards.cases import Standing
from putright.hazards.models import Fact, Place, ScopeFinding
from putright.hazards.queries import facts_of
from putright.law.explanation import never_stops
from putright.law.facts import FactsDisagree
from putright.law.requirements import out_of_scope
from putright.record.models import Line
from putright.repairs.refused import CannotBeDone
from tests.hazards import a_street
from tests.hazards.a_street import NOW, later
from tests.hazards.away import BY, case_of

pytestmark = pytest.mark.django_db
EVIDENCE = "Ms Reed saw, on 5 March, that the wall was cut open for a new door. Term 14 of the tenancy."
TWO = ("tenant_breach_found", "tenant_breach_agreed_by_second_person")


@pytest.fixture
def case(mould):
    """A case that was looked into."""
    return case_of(mould)


@pytest.fixture
def sam(larkfield):
    """A surveyor."""
    return a_street.officer("Sam Reed, surveyor", "surveyor", lsoas=())


@pytest.fixture
def found(case, priya):
    """What Priya found."""
    return find_out_of_scope(
        case=case, reason="breach", evidence=EVIDENCE, found_by=priya, by=priya.code, at=later(days=3)
    )


def duties(case):
    return set(Deadline.objects.open().about(*case.about).filter(kind=Kind.DUTY).values_list("name", flat=True))


def agreed(finding, who, at=None, words="I read the letter and saw the wall."):
    return agree_out_of_scope(finding=finding, words=words, agreed_by=who, by=who.code, at=at or later(days=4))


def test_what_one_person_finds_stops_no_clock_and_a_second_is_asked(case, priya):
    before = duties(case)
    find_out_of_scope(case=case, reason="breach", evidence=EVIDENCE, found_by=priya, by=priya.code, at=later(days=3))
    assert duties(case) == before != set()
    assert Deadline.objects.open().get(name="tasks.second_person").role == "surveyor"


def test_a_second_person_agrees_and_the_law_does_not_bind(case, found, sam):
    agreed(found, sam)
    assert duties(case) == set()
    assert not Deadline.objects.open().filter(name="tasks.second_person").exists()
    assert facts_of(case, 1)["tenant_breach_agreed_by_second_person"] is True


def test_nobody_is_their_own_second_person(case, found, priya):
    before = duties(case)
    with pytest.raises(CannotBeDone, match="Somebody else must read"):
        agreed(found, priya)
    assert duties(case) == before
    with pytest.raises(IntegrityError), transaction.atomic():
        ScopeFinding.objects.update(agreed_by=priya, agreed_at=later(days=4), agreed_words="Yes.")


@pytest.mark.parametrize("evidence", ["", "  \n"])
def test_without_evidence_the_law_covers_it(case, priya, evidence):
    with pytest.raises(CannotBeDone, match="evidence"):
        find_out_of_scope(case=case, reason="breach", evidence=evidence, found_by=priya, by=BY, at=later(days=3))
    assert not ScopeFinding.objects.exists()


def test_without_a_reason_a_second_person_does_not_agree(found, sam):
    with pytest.raises(CannotBeDone, match="why you agree"):
        agreed(found, sam, words=" ")


def test_the_same_evidence_sent_twice_is_one_and_another_s_is_refused(case, found, priya, sam):
    again = find_out_of_scope(
        case=case, reason="breach", evidence=EVIDENCE, found_by=priya, by=BY, at=later(days=3, hours=1)
    )
    assert again == found
    with pytest.raises(CannotBeDone, match="already"):
        find_out_of_scope(case=case, reason="breach", evidence="I saw it too.", found_by=sam, by=BY, at=later(days=3))


def test_agreed_twice_is_once(found, sam):
    agreed(found, sam)
    agreed(found, sam, later(days=5), words="Again.")
    found.refresh_from_db()
    assert found.agreed_words == "I read the letter and saw the wall."


def test_who_does_not_agree_ends_it_and_says_why(case, found, sam):
    before = duties(case)
    end_out_of_scope(finding=found, words="The gutter leaks.", ended_by=sam, by=BY, at=later(days=4))
    assert duties(case) == before
    assert not {*TWO} & set(facts_of(case, 1))
    with pytest.raises(CannotBeDone, match="ended meanwhile"):
        agreed(found, sam)


def test_ended_after_it_was_agreed_the_duties_run_from_when_they_began(case, found, sam):
    before = duties(case)
    agreed(found, sam)
    with pytest.raises(CannotBeDone, match="Say why"):
        end_out_of_scope(finding=found, words="", ended_by=sam, by=BY, at=later(days=5))
    end_out_of_scope(finding=found, words="The gutter leaks.", ended_by=sam, by=BY, at=later(days=5))
    assert duties(case) == before


def test_what_was_late_when_it_was_agreed_stays_late(case, found, sam):
    at = later(days=40)
    agreed(found, sam, at)
    late = Deadline.objects.about(*case.about).get(name="hazards.significant_make_safe")
    assert not late.is_open and late.is_late(at)


def test_the_words_are_in_no_line_of_the_record(found, sam):
    agreed(found, sam)
    assert "wall" not in str(list(Line.objects.values_list("detail", flat=True)))


# ---- Whatever the reason


REASONS = [
    ("not_ours", "landlord_responsible"),
    ("no_deficiency", "caused_by_deficiency"),
    ("not_in_control", "within_landlord_control"),
]


@pytest.mark.parametrize("reason, fact", REASONS)
def test_each_reason_of_the_law_takes_two_and_is_taken_back(case, priya, sam, reason, fact):
    before = duties(case)
    state(case=case, name=fact, value=True, by=BY, at=later(days=2))
    finding = find_out_of_scope(
        case=case, reason=reason, evidence=EVIDENCE, found_by=priya, by=priya.code, at=later(days=3)
    )
    assert duties(case) == before and facts_of(case, 1)[fact] is True
    agreed(finding, sam)
    assert duties(case) == set() and facts_of(case, 1)[fact] is False
    end_out_of_scope(finding=finding, words="It is our wall.", ended_by=sam, by=BY, at=later(days=5))
    assert duties(case) == before and fact not in facts_of(case, 1)


@pytest.mark.parametrize("reason, fact", REASONS)
def test_nobody_says_alone_that_the_law_does_not_bind_nor_takes_back_what_two_said(case, priya, sam, reason, fact):
    before = duties(case)
    with pytest.raises(FactsDisagree, match="a second person"):
        state(case=case, name=fact, value=False, by=BY, at=later(days=3))
    so = state(case=case, name=fact, value=True, by=BY, at=later(days=3))
    with pytest.raises(FactsDisagree, match="a second person"):
        correct(fact=so, value=False, why="So.", by=BY, at=later(days=3))
    assert duties(case) == before
    finding = find_out_of_scope(case=case, reason=reason, evidence=EVIDENCE, found_by=priya, by=BY, at=later(days=3))
    agreed(finding, sam)
    no = Fact.objects.filter(case=case, name=fact).latest("pk")
    for value in (True, None):
        with pytest.raises(FactsDisagree, match="a second person"):
            correct(fact=no, value=value, why="So.", by=BY, at=later(days=5))
    assert duties(case) == set()


def test_a_reason_that_the_law_does_not_give_is_none(case, priya):
    with pytest.raises(CannotBeDone, match="Choose why"):
        find_out_of_scope(case=case, reason="lifestyle", evidence=EVIDENCE, found_by=priya, by=BY, at=later(days=3))
    with pytest.raises(IntegrityError), transaction.atomic():
        ScopeFinding.objects.create(
            case=case, reason="lifestyle", evidence=EVIDENCE, found_by=priya, found_at=later(days=3)
        )


def test_every_reason_is_one_of_the_law_s_and_says_what_it_asks():
    """A reason whose facts the law does not know, or that would leave it binding, would be a promise of nothing."""
    assert set(AGREED) == set(ScopeFinding.Reason) >= set(FOUND)
    base = {"hazard": "damp_and_mould", "reported_as": "significant", "agreement": "tenancy", "aware_at": NOW}
    assert out_of_scope("hazards", base) is None
    for reason, facts in AGREED.items():
        assert out_of_scope("hazards", {**base, **FOUND.get(reason, {})}) is None
        assert out_of_scope("hazards", {**base, **FOUND.get(reason, {}), **facts}) is not None


# ---- Every other route is shut


@pytest.mark.parametrize("name", TWO)
def test_neither_fact_is_stated_or_put_right_by_itself(case, found, name):
    with pytest.raises(FactsDisagree, match="a second person"):
        state(case=case, name=name, value=True, by=BY, at=later(days=4))
    fact = Fact.objects.get(case=case, name="tenant_breach_found")
    with pytest.raises(FactsDisagree, match="a second person"):
        correct(fact=fact, value=False, why="So.", by=BY, at=later(days=4))


@pytest.mark.parametrize("one", never_stops("hazards"), ids=lambda one: one.fact)
def test_whatever_stands_in_the_way_stops_no_clock(case, one):
    before = duties(case)
    state(case=case, name=one.fact, value=later(days=3), by=BY, at=later(days=3))
    assert duties(case) == before


@pytest.mark.parametrize("why", [*FINISHED, "no_access", "on_hold", "lifestyle", "out_of_time", ""])
def test_no_reason_finishes_what_the_law_still_asks_for(case, why):
    with pytest.raises(CannotBeDone):
        finish(report=case.report, why=why, by=BY, at=later(days=4))
    assert Place.objects.filter(report=case.report).exists() and duties(case)


def test_nothing_that_finishes_a_report_is_no_access_or_how_somebody_lives():
    words = " ".join([*FINISHED, *FINISHED.values()]).lower()
    for said in ("access", "hold", "lifestyle", "condensation", "time", "contractor", "refus"):
        assert said not in words


@pytest.mark.parametrize("role", ["contractor", "operative"])
@pytest.mark.parametrize(
    "cell",
    ["report.end", "case.end", "triage.decide", "fact.make", "fact.correct", "scope_finding.make"]
    + ["scope_finding.decide", "stay.change", "stay_answer.make", "deferral.make", "deferral.end", "promise.end"],
)
def test_a_contractor_alone_closes_nothing(role, cell):
    thing, _, action = cell.partition(".")
    for relationship in ("none", "own", "assigned", "took_down", "patch"):
        assert not decide(Actor("x", frozenset({role})), action, thing, frozenset({relationship}))


def test_both_facts_say_so_only_of_what_two_people_found(case, found, sam):
    """What is in the law's table is what the two actions state, and the law asks for both."""
    standing = Standing.of(case)
    assert standing.known().get("tenant_breach_found") is True
    assert "tenant_breach_agreed_by_second_person" not in standing.known() and duties(case)
    agreed(found, sam)
    assert not duties(case)
