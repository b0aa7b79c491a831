"""What is not law as we write it does not load, and the refusal is a sentence that says what and where."""

import shutil

import pytest

from putright.clocks.strict_yaml import BadFile
from putright.law.facts import facts_of_area
from putright.law.loading import HERE, load, register
from putright.law.register import UnknownDuty

DUTY = """
answer:
  title: Answer
  asks: Answer the resident.
  starts: [told_at]
  met_by: [answered_at]
  within:
    - {from: 2024-04-01, is: 5 working days, law: code-2024 6.2, checked: second-hand}
"""
FACTS = """
small:
  told_at: {kind: moment, says: Told.}
  answered_at: {kind: moment, says: Answered.}
"""
LINE = "{from: 2024-04-01, is: 5 working days, law: code-2024 6.2, checked: second-hand}"


@pytest.fixture
def law(tmp_path):
    """A small law folder: say what its one duty is, and it is loaded."""
    (tmp_path / "tables").mkdir()
    shutil.copy(HERE / "tables" / "instruments.yaml", tmp_path / "tables")
    (tmp_path / "tables" / "facts.yaml").write_text(FACTS)
    (tmp_path / "tables" / "ends.yaml").write_text("small: {}\n")

    def loaded(duty=DUTY, **tables):
        for name, text in tables.items():
            (tmp_path / "tables" / f"{name}.yaml").write_text(text)
        (tmp_path / "small.yaml").write_text(duty)
        return load(tmp_path)

    return loaded


def test_a_small_law_loads(law):
    duty = law()["small.answer"]
    assert (str(duty.versions[0].within), str(duty.versions[0].citation)) == (
        "5 working days",
        "Complaint Handling Code 2024, 6.2",
    )


@pytest.mark.parametrize(
    "written, instead, sentence",
    [
        ("code-2024 6.2", "code-1066 6.2", "small.yaml: small.answer: it cites “code-1066”, which instruments.yaml"),
        ("law: code-2024 6.2, ", "", "small.yaml: small.answer: it cites no law"),
        ("code-2024 6.2", "code-2024", "does not say where in it"),
        (", checked: second-hand", "", "checked: must be a day"),
        ("checked: second-hand", "checked: I think so", "checked: must be a day"),
        ("is: 5 working days", "is: 5", "“5” is a bare number"),
        ("is: 5 working days", "is: a fortnight", "“a fortnight” is not a period the law uses"),
        ("is: 5 working days", "is: 0 working days", "is not a period the law uses"),
        ("from: 2024-04-01", "from: spring", "from: spring is not a day"),
        ("from: 2024-04-01, ", "", "from is missing"),
        ("is: 5 working days, ", "is: 5 working days, until: 2025-01-01, ", "until is not something a version says"),
        ("  asks:", "  demands:", "demands is not something a duty says"),
        ("  title: Answer\n", "", "title is missing"),
        ("[told_at]", "[told_on]", "told_on is not a fact that tables/facts.yaml names"),
        ("[answered_at]", "[answered_at, telephoned_at]", "telephoned_at is not a fact"),
        ("  met_by: [answered_at]\n", "", "say what meets it"),
        ("  met_by: [answered_at]\n", "  met_by: [answered_at]\n  lasts_until: [answered_at]\n", "and not both"),
        ("  title: Answer\n", "  title: Answer\n  falls_away: [forgotten]\n", "forgotten is missing"),
        ("  title: Answer\n", "  title: Answer\n  title: Reply\n", "title is written twice"),
        ("  title: Answer\n", "  title: Answer\n  when: {colour: red}\n", "colour is not a fact"),
        (LINE, LINE + "\n    - " + LINE, "the versions must run forwards, one for each first day"),
        (LINE, LINE + "\n    - " + LINE.replace("2024", "2023", 1), "the versions must run forwards"),
    ],
)
def test_what_is_not_law_as_we_write_it_is_refused_with_a_sentence(law, written, instead, sentence):
    assert written in DUTY
    with pytest.raises(BadFile) as refused:
        law(DUTY.replace(written, instead, 1))
    assert sentence in str(refused.value)
    assert "small.yaml" in str(refused.value)


def test_a_duty_written_twice_is_refused(law):
    with pytest.raises(BadFile, match="answer is written twice"):
        law(DUTY + DUTY)


def seasons(*entries):
    lines = "".join(f"\n    - {LINE[:-1]}, season: {entry}}}" for entry in entries)
    return DUTY.replace(f"\n    - {LINE}", lines)


def test_seasons_that_cover_every_day_load(law):
    duty = law(seasons("1 November to 30 April", "1 May to 31 October"))["small.answer"]
    assert duty.has_seasons


@pytest.mark.parametrize(
    "entries, sentence",
    [
        (["1 November to 30 April", "2 May to 31 October"], "01 May is not covered once"),
        (["1 November to 30 April", "30 April to 31 October"], "30 April is not covered once"),
        (["1 November to 28 February", "1 March to 31 October"], "29 February is not covered once"),
        (["1 November to 30 April"], "is not covered once"),
        (["winter", "summer"], "“winter” is not like"),
    ],
)
def test_seasons_with_a_gap_or_an_overlap_are_refused(law, entries, sentence):
    with pytest.raises(BadFile, match=sentence):
        law(seasons(*entries))


def test_an_instrument_that_does_not_say_its_weight_is_refused(law):
    with pytest.raises(BadFile, match="a weight of law, code or guidance"):
        law(instruments="code-2024: {title: The Code, short: Code, url: 'https://example.org', weight: heavy}\n")


def test_a_file_that_is_not_yaml_is_refused_by_name(law):
    with pytest.raises(BadFile, match=r"small\.yaml"):
        law("answer: [")


def test_an_unknown_duty_is_answered_with_near_ones():
    with pytest.raises(UnknownDuty, match=r"Try: .*complaints"):
        register()["stage_one"]


def test_nothing_says_it_was_read_in_the_law_itself_until_it_has_been():
    for duty in register().duties.values():
        assert not any(version.citation.is_first_hand for version in duty.versions), duty.name


def every_condition(duty):
    yield duty.condition
    for part in (*duty.starts, *duty.falls_away, *duty.phase):
        yield part.condition


@pytest.mark.parametrize("duty", register().duties.values(), ids=lambda duty: duty.name)
def test_every_choice_that_a_duty_turns_on_can_be_made(duty):
    facts = facts_of_area(duty.area)
    for condition in every_condition(duty):
        for name, values in condition.when + condition.unless:
            possible = {True, False} if facts[name].kind == "yes or no" else set(facts[name].choices)
            assert values <= possible, f"{name}: {set(values) - possible}"


@pytest.mark.parametrize("area", register().areas)
def test_every_fact_that_comes_after_another_names_a_moment_in_the_same_area(area):
    facts = facts_of_area(area)
    for fact in facts.values():
        assert fact.after is None or facts[fact.after].kind == "moment"
        assert (fact.kind == "moment") == fact.name.endswith("_at")
