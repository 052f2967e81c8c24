"""What people do with an interview, from its invitation on. Only this package writes its status.

Each function takes effect in one transaction and then notifies other processes (`notices/`). The database is the
source of truth: a lost notice delays the next step by a second at most.
"""

from .by_staff import (
    ask_again,
    cancel_interview,
    extend_link,
    give_more_time,
    note,
    note_many,
    pause,
    resume,
    stop_question,
)
from .invitations import (
    ACCESS_HOURS,
    CONSENT_VERSION,
    INVITATION_DAYS,
    consent,
    create_interview,
    create_practice,
    expire_invitation,
    find_invitation,
    invitation_link,
    make_invitation,
    note_opened,
    open_session,
    was_replaced,
)
from .questions import cancel, retry, save_question
from .rejected import Rejected
from .replies import answer, draft, reads_drafts, rephrase, skip, start
from .requests import ask_people, settle
from .withdrawals import withdraw

__all__ = [
    "ACCESS_HOURS",
    "CONSENT_VERSION",
    "INVITATION_DAYS",
    "Rejected",
    "answer",
    "ask_again",
    "ask_people",
    "cancel",
    "cancel_interview",
    "consent",
    "create_interview",
    "create_practice",
    "draft",
    "expire_invitation",
    "extend_link",
    "find_invitation",
    "give_more_time",
    "invitation_link",
    "make_invitation",
    "note",
    "note_many",
    "note_opened",
    "open_session",
    "pause",
    "reads_drafts",
    "rephrase",
    "resume",
    "retry",
    "save_question",
    "settle",
    "skip",
    "start",
    "stop_question",
    "was_replaced",
    "withdraw",
]
