"""What each letter must say, and what is missing from one before it goes."""

import pytest

from putright.law.hazards import class_tests, scope_notes, scope_tests, what_reclassifies, written_summary
from putright.law.letters import could_add, letters, missing


def keys(items):
    return [item.key for item in items]


def test_an_empty_stage_one_answer_lacks_everything_in_the_order_it_is_written():
    assert keys(missing("stage_1_response", set())) == [
        *("stage", "complaint_definition", "decision", "reasons", "every_point"),
        *("remedy", "outstanding_actions", "how_to_escalate"),
    ]


def test_a_final_answer_says_how_to_go_to_the_ombudsman_and_not_how_to_escalate():
    final = keys(letters()["stage_2_response"].items)
    assert "ombudsman_contacts" in final
    assert "how_to_escalate" not in final


@pytest.mark.parametrize("letter", ["stage_1_extension", "stage_2_extension"])
def test_an_extension_must_give_the_reason_the_new_day_and_the_ombudsman(letter):
    assert {"reason", "respond_by", "ombudsman_contacts"} <= set(keys(missing(letter, set())))


def test_a_summary_that_says_what_will_be_done_must_give_days_to_begin_and_to_finish():
    given = {"hazard_found", "actions", "landlord_contact"}
    assert keys(missing("written_summary", given)) == ["target_to_begin", "target_to_complete"]
    assert missing("written_summary", given | {"target_to_begin", "target_to_complete"}) == ()


def test_a_summary_that_says_nothing_is_needed_must_say_why_and_no_more():
    assert missing("written_summary", {"hazard_found", "no_action_reasons", "landlord_contact"}) == ()


def test_a_summary_must_say_one_or_the_other():
    lacking = keys(missing("written_summary", {"hazard_found", "landlord_contact"}))
    assert {"actions", "no_action_reasons"} <= set(lacking)


def test_what_is_good_practice_is_never_called_missing():
    assert "how_to_complain" in keys(could_add("written_summary", set()))
    assert "how_to_complain" not in keys(missing("written_summary", set()))


@pytest.mark.parametrize("letter", letters())
def test_a_letter_with_everything_lacks_nothing(letter):
    everything = keys(letters()[letter].items)
    assert missing(letter, everything) == could_add(letter, everything) == ()


def test_an_unknown_letter_or_item_is_refused():
    with pytest.raises(LookupError, match="No letter is called"):
        missing("stage_3_response", set())
    with pytest.raises(LookupError, match="nothing called apolgy"):
        missing("stage_1_response", {"apolgy"})


def test_the_written_summary_is_found_from_the_hazards_too():
    assert written_summary() is letters()["written_summary"]


def test_the_words_the_law_turns_on_are_cited_and_five_things_must_be_true():
    assert {"emergency", "significant", "relevant_knowledge", "competent_investigator"} <= set(class_tests())
    assert len(scope_tests()) == 5
    assert "agreement" in scope_notes()
    assert what_reclassifies()["emergency_found"].facts == ("emergency_identified_at",)
