"""The audit trail: entries that follow one another, and the end of the chain."""

from .entry import AuditEntry, AuditHead

__all__ = ["AuditEntry", "AuditHead"]
