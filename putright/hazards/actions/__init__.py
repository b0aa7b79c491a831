"""What can be done with a report once it is kept: received, decided, its facts stated, taken on, finished."""

from putright.hazards.actions.assessing import ask_again, assess_risk
from putright.hazards.actions.breach import agree_breach, end_breach, find_breach
from putright.hazards.actions.changing import change, look_again, match, same_issue
from putright.hazards.actions.deciding import decide, write_criterion
from putright.hazards.actions.neighbours import look_at_home, look_next_door, need_no_look
from putright.hazards.actions.offering import answer_offer, judge_stay, lose_stay, offer_stay
from putright.hazards.actions.receiving import receive, report_from_note
from putright.hazards.actions.stating import correct, state
from putright.hazards.actions.stay_corrected import correct_stay
from putright.hazards.actions.staying import begin_stay, end_stay, review_stay, secure_stay
from putright.hazards.actions.waiting import begin_waiting, end_waiting, tell_progress
from putright.hazards.actions.working import (
    finish,
    forget_filter,
    hear,
    keep,
    put_in_place,
    save_filter,
    take_on,
)

__all__ = [
    "agree_breach",
    "answer_offer",
    "ask_again",
    "assess_risk",
    "begin_stay",
    "begin_waiting",
    "change",
    "correct",
    "correct_stay",
    "decide",
    "end_breach",
    "end_stay",
    "end_waiting",
    "find_breach",
    "finish",
    "forget_filter",
    "hear",
    "judge_stay",
    "keep",
    "look_again",
    "look_at_home",
    "look_next_door",
    "lose_stay",
    "match",
    "need_no_look",
    "offer_stay",
    "put_in_place",
    "receive",
    "report_from_note",
    "review_stay",
    "same_issue",
    "save_filter",
    "secure_stay",
    "state",
    "take_on",
    "tell_progress",
    "write_criterion",
]
