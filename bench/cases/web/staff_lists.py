"""How long staff wait for each list of the admin in a company with thousands of interviews.

The peer is a page of the admin that reads no list, asked for in turns with each list: the machine may have other work.
"""

import time
from collections.abc import Iterator

import httpx

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.server import Server
from bench.harness.spread import Spread
from bench.harness.stacks import web_stage

BENCH = "staff_lists"
GOAL = Goal("<=", 300)
INTERVIEWS, QUICK_INTERVIEWS = 5_000, 50
REPEATS, QUICK_REPEATS = 15, 2
TURNS = 5
PLAIN = "password_change/"
PASSWORD = "a long password for benches"  # noqa: S105
TOKEN = "t" * 32  # the cookie and the field of a form only need to be alike
LISTS = {
    "first page": "",
    "interviews": "interviews/interview/",
    "interviews that wait": "interviews/interview/?stage=waiting",
    "interviews, words of an answer searched": "interviews/interview/?q=number+4321",
    "candidates": "interviews/candidate/",
    "candidates, a name searched": "interviews/candidate/?q=Kim+432",
    "turns": "interviews/turn/",
    "attempts": "interviews/generation/",
    "requests": "interviews/candidaterequest/",
    "e-mails": "interviews/mail/",
    "positions": "interviews/position/",
    "audit trail": "interviews/auditentry/",
}

_MAKE = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from interviews import demo
from interviews.models import Candidate, CandidateRequest, Generation, Interview, Mail, Turn
from interviews.record import audit

def make(model, rows):
    return model.objects.bulk_create(list(rows), batch_size=500)

boss = User.objects.create_superuser("bench", password={password!r})
now = timezone.now()
numbers = range({count})
with transaction.atomic():
    position = demo.position("en")
    people = make(Candidate, (Candidate(name=f"Kim {{n}}", email=f"{{n}}@example.com") for n in numbers))
    statuses = ("invited", "running", "finished", "cancelled")
    interviews = make(Interview, (
        Interview(position=position, candidate=person, language="en", status=statuses[n % 4], consented_at=now,
                  started_at=now, invitation_expires_at=now + timedelta(days=n % 20)) for n, person in enumerate(people)
    ))
    turns = make(Turn, (
        Turn(interview=each, number=number, kind="open", topic="Queues", status="answered",
             question="Which queue did you choose, and why? " * 3, answer=f"I chose number {{n}}. " * 20)
        for n, each in enumerate(interviews) for number in range(1, {turns} + 1)
    ))
    Turn.objects.update(queued_at=now - timedelta(days=2))
    attempts = make(Generation, (Generation(turn=each, attempt=1, queued_at=now, outcome="done") for each in turns))
    make(CandidateRequest, (CandidateRequest(interview=each, kind="person") for each in interviews))
    make(Mail, (Mail(interview=each, kind="invitation") for each in interviews))
    audit.write(audit.staff(boss), audit.READ, *interviews)
"""


def rows(quick: bool, say: Say) -> Iterator[Row]:
    interviews, repeats = (QUICK_INTERVIEWS, QUICK_REPEATS) if quick else (INTERVIEWS, REPEATS)
    with web_stage() as stack, Server(stack) as server:
        say(f"making {interviews:,} interviews")
        code = _MAKE.format(count=interviews, turns=TURNS, password=PASSWORD)
        stack.manage("shell", "-v", "0", "-c", code)
        with httpx.Client(base_url=f"{server.url}/admin/", timeout=120, cookies={"csrftoken": TOKEN}) as http:
            _sign_in(http)
            for name, path in LISTS.items():
                say(name)
                times = list(_times(http, path, repeats))
                taken, plain = (Spread.of(each) for each in zip(*times, strict=True))
                row, ratio = f"{name}, {interviews:,} interviews", f"{taken.median / plain.median:.1f}"
                yield Row(BENCH, row, taken.text("ms"), plain.text("ms"), ratio, **judged(GOAL, taken.median))


def _sign_in(http: httpx.Client) -> None:
    form = {"username": "bench", "password": PASSWORD, "csrfmiddlewaretoken": TOKEN}
    if http.post("login/", data=form).status_code != 302:
        raise RuntimeError("the bench's member of staff could not sign in")


def _times(http: httpx.Client, path: str, repeats: int) -> Iterator[tuple[float, float]]:
    """Yield the milliseconds of requests for the whole list and for a plain page, after one that loads everything."""
    _milliseconds(http, path)
    for _ in range(repeats):
        yield _milliseconds(http, path), _milliseconds(http, PLAIN)


def _milliseconds(http: httpx.Client, path: str) -> float:
    began = time.monotonic()
    http.get(path).raise_for_status()
    return (time.monotonic() - began) * 1000
