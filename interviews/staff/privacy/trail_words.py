"""What the audit trail says, in words: its entries hold codes and numbers only."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from interviews.models import AuditEntry, CandidateRequest, Decision, Mail, Membership, StaffAction
from interviews.models.position import Language
from interviews.monitoring import groups
from interviews.record import audit
from interviews.services import assessments, decisions, outcomes, scorecards
from interviews.staff.evaluation import assessing_position

MAIL_TEXT = "mail_text"

# What the trail calls an action, in words. Others are shown as they are.
ACTIONS = {
    **dict(StaffAction.Kind.choices),
    audit.READ: _("read the interview"),
    audit.EXPORT: _("exported"),
    audit.SETTLE: _("decided about a request"),
    audit.ROLE: _("gave or took a role"),
    audit.FORGET: _("had a person's data deleted for good"),
    audit.PURGE: _("looked for interviews whose time is over"),
    audit.CONSENT: _("agreed to take part"),
    audit.WITHDRAW: _("withdrew"),
    scorecards.SUBMIT: _("submitted a scorecard"),
    scorecards.WAIVE: _("read the scorecards of others without rating"),
    decisions.DECIDE: _("decided about the candidate"),
    decisions.CONFIRM: _("confirmed a decision"),
    outcomes.OPEN: _("opened what the candidate may get about the outcome"),
    outcomes.DOWNLOAD: _("downloaded what the candidate may get about the outcome"),
    assessments.ASK: _("asked for a model’s evidence"),
    assessing_position.ALLOW: _("let a model assess"),
    groups.IMPORT: _("imported the candidate’s groups"),
    groups.DISCARD: _("deleted a group of the candidate"),
    MAIL_TEXT: _("edited the text of an e-mail"),
    "add": _("added"),
    "change": _("changed"),
    "delete": _("deleted"),
    "revoke": _("revoked"),
}

_NAMES = {
    "announced": _("only announced"),
    "decision": _("decision"),
    "due": _("interviews whose time is over"),
    "given": _("given"),
    "kind": _("kind"),
    "language": _("language"),
    "override": _("though it was not good enough"),
    "position": _("position"),
    "reason": _("fingerprint of the reason"),
    "role": _("role"),
    "round": _("round"),
    "rows": _("rows deleted"),
    "scorecard": _("scorecard"),
    "standard": _("the standard text"),
    "state": _("state"),
    "turn": _("turn"),
    "user": _("person"),
    "verdict": _("decision"),
    "version": _("consent text"),
    "why": _("because"),
}
_ROWS = {"decision", "position", "scorecard", "user"}  # whose values are the numbers of rows
_VALUES: dict[str, Mapping[Any, Any]] = {
    "language": dict(Language.choices),
    "role": dict(Membership.Role.choices),
    "state": dict(CandidateRequest.State.choices),
    "verdict": dict(Decision.Verdict.choices),
    "why": {"asked": _("it was asked for"), "retention": _("the time to keep it was over")},
}
_KINDS: dict[str, Mapping[Any, Any]] = {
    audit.SETTLE: dict(CandidateRequest.Kind.choices),
    MAIL_TEXT: dict(Mail.Kind.choices),
}


def action_in_words(entry: AuditEntry) -> Any:
    return ACTIONS.get(entry.action, entry.action)


def details_in_words(entry: AuditEntry) -> str:
    """Return the details of an entry as people read them, such as "given: yes, role: recruiter"."""
    return ", ".join(_told(entry))


def _told(entry: AuditEntry) -> Iterator[str]:
    for name, value in sorted(entry.details.items()):  # PostgreSQL keeps them in an order of its own
        if value is not None:
            yield f"{_NAMES.get(name, name)}: {_value(entry.action, name, value)}"


def _value(action: str, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if name in _ROWS:
        return f"#{value}"
    known = _KINDS.get(action, {}) if name == "kind" else _VALUES.get(name, {})
    return str(known.get(value, value)).partition(":")[0]  # of a role, without what it may do
