"""What can be done with a report once it is kept: received, decided, its facts stated, taken on, finished."""

from putright.hazards.actions.changing import change, look_again, match, same_issue
from putright.hazards.actions.deciding import decide, write_criterion
from putright.hazards.actions.receiving import receive, report_from_note
from putright.hazards.actions.stating import correct, state
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
    "change",
    "correct",
    "decide",
    "finish",
    "forget_filter",
    "hear",
    "keep",
    "look_again",
    "match",
    "put_in_place",
    "receive",
    "report_from_note",
    "same_issue",
    "save_filter",
    "state",
    "take_on",
    "write_criterion",
]
