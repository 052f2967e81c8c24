"""Worker processes that send mails: one is killed while it sends, and one is told to end."""

import signal
from pathlib import Path

import pytest

from ops.processes.process import wait_until
from ops.stack import Stack
from tests.interviews.mailing.mail_host import SENDER, MailHost

pytestmark = pytest.mark.process

SECONDS = 60
QUEUE = """
from interviews import demo, services
from interviews.mailing import queue
from interviews.models import Candidate
kim = Candidate.objects.create(name="김하늘", email="kim@candidates.example")
interview = services.create_interview(demo.position("ko"), kim, "ko")
services.make_invitation(interview)
queue.enqueue([interview], "invitation")
"""
LOSE = 'from interviews.models import Mail; Mail.objects.update(lease_expires_at="2026-01-01T00:00Z")'
STATE = "from interviews.models import Mail; print(*Mail.objects.values_list('state', 'attempts', 'lost').first())"


def run(stack: Stack, code: str) -> str:
    return stack.console.run("shell", "-v", "0", "--no-imports", "--command", code).strip()


def test_a_mail_whose_worker_is_killed_is_sent_once_more_and_a_worker_ends_in_time(tmp_path: Path) -> None:
    with MailHost() as host:
        host.hangs = True
        url = f"smtp://127.0.0.1:{host.port}"
        with Stack(tmp_path / "product", EMAIL_URL=url, EMAIL_FROM=SENDER) as stack:
            run(stack, QUEUE)
            host.wait_for_offer(SECONDS)
            stack.worker.kill()
            assert run(stack, STATE) == "sending 1 0"
            host.hangs = False
            run(stack, LOSE)
            stack.worker.start()
            wait_until(lambda: run(stack, STATE) == "sent 2 1", SECONDS, "the mail is sent")
            host.wait_for_offer()
            assert [str(message["To"]) for message in host.taken] == ["kim@candidates.example"]
            host.hangs = True
            run(stack, QUEUE)
            host.wait_for_offer(SECONDS)
            stack.worker.wait_until_ready()
            stack.worker.signal(signal.SIGTERM)
            assert stack.worker.wait(SECONDS) == 0
            assert run(stack, STATE) == "sending 1 0"
            assert "candidates.example" not in stack.worker.log.read_text()
