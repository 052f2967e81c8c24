"""The domain: a Position and a Candidate have Interviews, an Interview has Turns, a Turn has Generations (attempts)."""

from .api_key import ApiKey
from .audit import AuditEntry, AuditHead
from .candidate import Candidate
from .candidate_request import REPLY_TO_CHARS, REQUEST_CHARS, CandidateRequest
from .evaluation.assessment import Assessment
from .evaluation.candidate_group import GROUP_CHARS, CandidateGroup
from .evaluation.competency import ANCHOR_CHARS, TOPIC_CHARS, Competency
from .evaluation.decision import DECISION_REASON_CHARS, Decision
from .evaluation.scorecard import MAX_QUOTES, NOTE_CHARS, Quote, Rating, Scorecard
from .export import Export, ExportPart
from .frozen_plan import FrozenPlan
from .generation import Generation, Instructions, milliseconds
from .interview import MOST_EXTRA_TIME, AccessToken, Interview
from .mailing import Mail, MailText
from .membership import Membership
from .organisation import Organisation
from .position import BankQuestion, Language, Position
from .replaced_invitation import ReplacedInvitation
from .staff_action import REASON_CHARS, StaffAction
from .turn import Turn, retries_with_another

__all__ = [
    "ANCHOR_CHARS",
    "DECISION_REASON_CHARS",
    "GROUP_CHARS",
    "MAX_QUOTES",
    "MOST_EXTRA_TIME",
    "NOTE_CHARS",
    "REASON_CHARS",
    "REPLY_TO_CHARS",
    "REQUEST_CHARS",
    "TOPIC_CHARS",
    "AccessToken",
    "ApiKey",
    "Assessment",
    "AuditEntry",
    "AuditHead",
    "BankQuestion",
    "Candidate",
    "CandidateGroup",
    "CandidateRequest",
    "Competency",
    "Decision",
    "Export",
    "ExportPart",
    "FrozenPlan",
    "Generation",
    "Instructions",
    "Interview",
    "Language",
    "Mail",
    "MailText",
    "Membership",
    "Organisation",
    "Position",
    "Quote",
    "Rating",
    "ReplacedInvitation",
    "Scorecard",
    "StaffAction",
    "Turn",
    "milliseconds",
    "retries_with_another",
]
