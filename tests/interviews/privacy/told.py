"""A person whose name and words lie everywhere that the product puts them, and a search for them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest

from interviews import demo, services
from interviews.access.visitors import let_in
from interviews.composition import current
from interviews.models import Candidate, CandidateRequest, Interview, Position
from interviews.privacy.sessions import LINKS_TO_SHOW
from streaming.log import AppendStatus, RedisLog
from streaming.wire.position import StreamPosition
from tests.interviews.scenes import ask_next

NAME, EMAIL, NUMBER = "Zsuzsanna Quiggleby", "zsuzsanna@quiggleby.example", "HR-778899"
ANSWER = "I rebuilt the flumplestone pipeline in nine days."
QUESTION = "What was hardest about the flumplestone?"
REASON = "Quiggleby-Zsuzsanna has withdrawn by phone."
WORDS = [NAME, EMAIL, NUMBER, "flumplestone", "Quiggleby-Zsuzsanna", "wants a quieter room"]


def person() -> Candidate:
    return Candidate.objects.create(name=NAME, email=EMAIL, external_id=NUMBER)


def told(candidate: Candidate, position: Position | None = None) -> Interview:
    """Hold a part of an interview, have staff act on it, and leave traces in the admin, sessions and Redis."""
    interview = services.create_interview(position or demo.position("en"), candidate)
    services.make_invitation(interview)
    services.consent(interview, "en")
    services.start(interview)
    ask_next(QUESTION)
    services.answer(interview, 1, ANSWER)
    services.ask_people(interview, str(CandidateRequest.Kind.PROBLEM), "wants a quieter room", EMAIL)
    boss, _is_new = User.objects.get_or_create(username="boss", is_staff=True, is_superuser=True)
    services.cancel_interview(interview, boss, REASON)
    log_in_admin(boss, interview)
    log_in_admin(boss, candidate)
    _visit(interview)
    async_to_sync(_stream)(interview)
    interview.refresh_from_db()
    return interview


def log_in_admin(boss: User, thing: Interview | Candidate) -> None:
    LogEntry.objects.log_actions(boss.pk, [thing], CHANGE, [{"changed": {"object": str(thing), "fields": [NAME]}}], single_object=True)  # fmt: skip  # noqa: E501


def _visit(interview: Interview) -> None:
    """Let the candidate's browser in, and show staff the link and a message with the name."""
    candidates, staffs = SessionStore(), SessionStore()
    let_in(candidates, interview)
    candidates.save()
    request = HttpRequest()
    request.session = staffs
    SessionStorage(request)._store([Message(constants.SUCCESS, f"{interview} was changed.")], None)
    staffs[LINKS_TO_SHOW] = [interview.pk]
    staffs.save()


async def _stream(interview: Interview) -> None:
    """Publish a question, a sound and the flag that stops a question."""
    events = [
        ("question.started", b'{"id":"1000-1","type":"question.started","turn":2,"attempt":1}'),
        ("token", b'{"id":"1000-2","type":"token","turn":2,"text":"flumplestone"}'),
        ("audio", b'{"id":"1000-3","type":"audio","turn":2,"sentence":0,"part":0,"data":"Zmx1bXBsZXN0b25l"}'),
    ]
    async with current().redis_address.client() as client:
        log = RedisLog(client, current().redis_prefix)
        reply = await log.append(interview.pk, StreamPosition(1_000, 1), events)  # a later attempt than any here
        assert reply.status is AppendStatus.OK
        await log.note_present([(interview.pk, "candidate")])
        await client.set(log.keys(interview.pk).cancel, 2)


def in_redis() -> Iterator[bytes]:
    """Yield every key with its value."""
    client = current().redis
    for key in client.scan_iter():
        kind = client.type(key)
        value = client.xrange(key) if kind == b"stream" else client.get(key) if kind == b"string" else client.dump(key)
        yield key + b" " + (value if isinstance(value, bytes) else repr(value).encode())


def in_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


def places_of(words: list[str]) -> set[str]:
    """Return where one of the words lies: the names of files of DATA_DIR, and "redis" for a key that is there now."""
    spelled = [form for word in words for form in (word.encode(), word.encode("unicode_escape"))]
    found = {name for name, data in in_files(Path(settings.DATA_DIR)) if any(form in data for form in spelled)}
    return found | ({"redis"} if any(form in data for data in in_redis() for form in spelled) else set())


def in_sessions() -> str:
    return str([session.get_decoded() for session in Session.objects.all()])


def write_out() -> None:
    """Copy the database's write-ahead log into its file, so that a search sees what lies in either."""
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
