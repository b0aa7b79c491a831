"""What can be done with a report once it is kept: received, decided, looked into, made safe, finished."""

from putright.hazards.actions.assessing import (
    ask_again,
    assess_risk,
)
from putright.hazards.actions.changing import (
    change,
    look_again,
    match,
    same_issue,
)
from putright.hazards.actions.deciding import (
    decide,
    write_criterion,
)
from putright.hazards.actions.investigating import (
    begin_investigation,
    conclude,
    find_emergency,
    keep_written,
)
from putright.hazards.actions.looking_again import (
    ask_in_person,
    reconcile,
)
from putright.hazards.actions.neighbours import (
    look_at_home,
    look_next_door,
    need_no_look,
)
from putright.hazards.actions.offering import (
    answer_offer,
    judge_stay,
    lose_stay,
    offer_stay,
)
from putright.hazards.actions.photographing import (
    add_photo_seen,
)
from putright.hazards.actions.receiving import (
    receive,
    report_from_note,
)
from putright.hazards.actions.recommending import leave_recommended, order_recommended
from putright.hazards.actions.scope import (
    agree_out_of_scope,
    end_out_of_scope,
    find_out_of_scope,
)
from putright.hazards.actions.stating import (
    correct,
    state,
)
from putright.hazards.actions.stay_corrected import (
    correct_stay,
)
from putright.hazards.actions.staying import (
    begin_stay,
    end_stay,
    review_stay,
    secure_stay,
)
from putright.hazards.actions.summarising import (
    count_sent,
    make_summary,
    send_by_email,
    sent_by_hand,
)
from putright.hazards.actions.waiting import (
    begin_waiting,
    end_waiting,
    tell_progress,
)
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
    "add_photo_seen",
    "agree_out_of_scope",
    "answer_offer",
    "approve_works",
    "ask_again",
    "ask_in_person",
    "assess_risk",
    "begin_investigation",
    "begin_stay",
    "begin_waiting",
    "begin_works",
    "change",
    "check_works",
    "conclude",
    "correct",
    "correct_stay",
    "count_sent",
    "decide",
    "end_out_of_scope",
    "end_stay",
    "end_waiting",
    "find_emergency",
    "find_out_of_scope",
    "finish",
    "forget_filter",
    "hear",
    "hear_fixed",
    "judge_stay",
    "keep",
    "keep_written",
    "leave_recommended",
    "look_again",
    "look_at_home",
    "look_next_door",
    "lose_stay",
    "make_summary",
    "match",
    "need_no_look",
    "offer_stay",
    "order_recommended",
    "order_works",
    "put_in_place",
    "receive",
    "reconcile",
    "report_from_note",
    "review_stay",
    "same_issue",
    "save_filter",
    "secure_stay",
    "send_by_email",
    "sent_by_hand",
    "state",
    "take_on",
    "tell_outcome",
    "tell_progress",
    "vary_works",
    "write_criterion",
]
