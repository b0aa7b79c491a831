"""What can be done with a report: begun, told, kept, matched, added to; its works ordered, told of and checked."""

from putright.repairs.actions.attending import begin_works, tell_outcome
from putright.repairs.actions.checking import check_works, hear_fixed
from putright.repairs.actions.drafting import begin, forget_drafts, keep_answer
from putright.repairs.actions.ordering import Wanted, approve_works, order_works, vary_works
from putright.repairs.actions.photographs import add_photo, add_photo_of_works, remove_photo
from putright.repairs.actions.reporting import match, report, tell_more
from putright.repairs.actions.telling import add, note

__all__ = [
    "Wanted",
    "add",
    "add_photo",
    "add_photo_of_works",
    "approve_works",
    "begin",
    "begin_works",
    "check_works",
    "forget_drafts",
    "hear_fixed",
    "keep_answer",
    "match",
    "note",
    "order_works",
    "remove_photo",
    "report",
    "tell_more",
    "tell_outcome",
    "vary_works",
]
