"""What can be done with a report: begun, told bit by bit, kept, matched to a home, and added to."""

from putright.repairs.actions.drafting import begin, forget_drafts, keep_answer
from putright.repairs.actions.photographs import add_photo, remove_photo
from putright.repairs.actions.reporting import match, report, tell_more
from putright.repairs.actions.telling import add, note

__all__ = [
    "add",
    "add_photo",
    "begin",
    "forget_drafts",
    "keep_answer",
    "match",
    "note",
    "remove_photo",
    "report",
    "tell_more",
]
