"""What can be done with a report once it is kept: received, decided, facts stated, works ordered, finished."""

from putright.hazards.actions.changing import change, look_again, match, same_issue
from putright.hazards.actions.deciding import decide, write_criterion
from putright.hazards.actions.investigating import begin_investigation, conclude, find_emergency, keep_written
from putright.hazards.actions.looking_again import ask_in_person, reconcile
from putright.hazards.actions.receiving import receive, report_from_note
from putright.hazards.actions.stating import correct, state
from putright.hazards.actions.summarising import count_sent, make_summary, send_by_email, sent_by_hand
from putright.hazards.actions.working import (
    finish,
    forget_filter,
    hear,
    keep,
    put_in_place,
    save_filter,
    take_on,
)
from putright.hazards.actions.working_orders import (
    approve_works,
    begin_works,
    check_works,
    hear_fixed,
    order_works,
    tell_outcome,
    vary_works,
)

__all__ = [
    "approve_works",
    "ask_in_person",
    "begin_investigation",
    "begin_works",
    "change",
    "check_works",
    "conclude",
    "correct",
    "count_sent",
    "decide",
    "find_emergency",
    "finish",
    "forget_filter",
    "hear",
    "hear_fixed",
    "keep",
    "keep_written",
    "look_again",
    "make_summary",
    "match",
    "order_works",
    "put_in_place",
    "receive",
    "reconcile",
    "report_from_note",
    "same_issue",
    "save_filter",
    "send_by_email",
    "sent_by_hand",
    "state",
    "take_on",
    "tell_outcome",
    "vary_works",
    "write_criterion",
]
