"""The audit trail: who did what to which object, and when. It holds no name and nothing that anybody said.

Entries are written in the transaction of what was done, so that neither is there without the other. Call `write` as
the last step of it: it locks the end of the chain until the commit.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

import structlog
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from interviews.models import AuditEntry, AuditHead, Interview
from interviews.models.audit.chain import START, demand_codes, entry_hash
from interviews.models.audit.entry import ONLY

log = structlog.get_logger("security")

BATCH = 500
# Somebody who has a transcript open asks for it every few seconds. That is one reading.
READING = timedelta(minutes=30)

INTERVIEW = "interview"
READ, EXPORT, ROLE, FORGET, PURGE = "read", "export", "role", "forget", "purge"
CONSENT, WITHDRAW, INVITE, SETTLE = "consent", "withdraw", "invite", "settle"


class Actor(NamedTuple):
    """Who does something: a member of staff by their key, or a kind of actor that has none."""

    kind: str
    user_id: int | None = None


CANDIDATE = Actor(str(AuditEntry.Actor.CANDIDATE))
WORKER = Actor(str(AuditEntry.Actor.WORKER))
COMMAND = Actor(str(AuditEntry.Actor.COMMAND))


def staff(user: Any) -> Actor:
    """Return the actor for a signed-in user."""
    return staff_number(user.pk)


def staff_number(user_id: int) -> Actor:
    """Return the actor for the key of a member of staff."""
    return Actor(str(AuditEntry.Actor.STAFF), user_id)


def name_of(obj: Model | type[Model]) -> str:
    """Return what entries call a kind of object, such as "candidaterequest"."""
    return str(obj._meta.model_name)


def write(who: Actor, action: str, *objects: Model, **details: Any) -> None:
    """Append an entry for each of the objects. Raises ValueError for `details` that are not numbers, flags or codes."""
    write_about(who, action, ((name_of(each), each.pk) for each in objects), **details)


@transaction.atomic
def write_about(who: Actor, action: str, about: Iterable[tuple[str, int | None]], **details: Any) -> None:
    """Append an entry for each kind and key, which need not exist any more."""
    demand_codes(details)
    # On SQLite the transaction itself keeps all other writers out.
    head, _is_new = AuditHead.objects.select_for_update().get_or_create(pk=ONLY)
    at, entries = timezone.now(), []
    for kind, key in about:
        entry = AuditEntry(
            number=head.number + 1, at=at, actor=who.kind, user_id=who.user_id, action=action, object_type=kind,
            object_id=key, details=details,
        )  # fmt: skip
        head.number, head.hash = entry.number, entry.follow(head.hash)
        entries.append(entry)
    if not entries:
        return
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
    head.save(update_fields=["number", "hash"])
    # Who keeps the log elsewhere can tell later whether the chain was written anew: `verify_audit --contains`.
    end = f"{head.number}:{head.hash}"
    transaction.on_commit(lambda: log.info("audit", action=action, entries=len(entries), head=end))


def reading(user: Any, interview: Interview) -> None:
    """Keep that a member of staff reads what was said in the interview; once in READING."""
    lately = AuditEntry.objects.filter(
        object_type=INTERVIEW, object_id=interview.pk, action=READ, user_id=user.pk, at__gt=timezone.now() - READING
    )
    if not lately.exists():
        write(staff(user), READ, interview)


class Verdict(NamedTuple):
    """`fault` is "" if the chain is whole; `number` and `hash` are those of its last entry."""

    number: int
    hash: str
    fault: str = ""


def verify() -> Verdict:
    """Read the whole chain, and return the first thing that is wrong with it."""
    head = AuditHead.objects.filter(pk=ONLY).first() or AuditHead(pk=ONLY)
    number, last = 0, START
    for entry in AuditEntry.objects.filter(number__lte=head.number).order_by("number").iterator(BATCH):
        if fault := _fault_of(entry, number, last):
            return Verdict(number, last, fault)
        number, last = entry.number, entry.hash
    return Verdict(number, last, _fault_at_the_end(number, last, head))


def contains(number: int, beginning: str) -> bool:
    """Return whether an entry has the hash that begins so, as an earlier verification or the log told it."""
    return AuditEntry.objects.filter(number=number, hash__startswith=beginning).exists()


def _fault_of(entry: AuditEntry, number: int, last: str) -> str:
    if entry.number != number + 1:
        return f"entry {number + 1} is missing"
    if entry.previous_hash != last:
        return f"entry {entry.number} does not follow the one before it"
    if entry.hash != entry_hash(last, entry.content):
        return f"entry {entry.number} was changed"
    return ""


def _fault_at_the_end(number: int, last: str, head: AuditHead) -> str:
    if number < head.number:
        return f"entry {number + 1} is missing, and all after it"
    if last != head.hash:
        return f"entry {number} is not the one that was written last"
    now = AuditHead.objects.filter(pk=ONLY).first() or head  # others go on writing meanwhile
    inserted = AuditEntry.objects.filter(number__gt=now.number).order_by("number").first()
    return f"entry {inserted.number} was inserted" if inserted else ""
