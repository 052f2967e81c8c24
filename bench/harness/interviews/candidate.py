"""A candidate who takes an interview over the API."""

import time
from types import TracebackType
from typing import Any, Self

import httpx

from .viewer import Viewer


def open_session(url: str, invitation: str) -> tuple[int, str]:
    """Consent to an invitation; return the interview's ID and an access token."""
    opened = httpx.post(f"{url}/v1/sessions", json={"invitation": invitation, "consent": True}, timeout=30)
    session = opened.raise_for_status().json()
    return session["interview"], session["access_token"]


class Candidate:
    """`with Candidate(url, invitation) as candidate: ...` consents and opens the stream for `viewer`."""

    def __init__(self, url: str, invitation: str) -> None:
        self.interview_id, token = open_session(url, invitation)
        self._http = httpx.Client(base_url=url, timeout=30, headers={"Authorization": f"Bearer {token}"})
        self.viewer = Viewer(url, self.interview_id, token)
        self.viewer.until("interview.state")

    def start(self) -> float:
        """Start the interview; return when the request was sent, by time.monotonic()."""
        return self._ask("start", {})

    def answer(self, turn: int, text: str) -> float:
        """Answer turn `turn`; return when the request was sent, by time.monotonic()."""
        return self._ask("answers", {"turn": turn, "text": text})

    def draft(self, turn: int, text: str) -> None:
        """Send the answer as far as it is written, for the model to read."""
        self._ask("draft", {"turn": turn, "text": text})

    def interview(self) -> dict[str, Any]:
        return dict(self._http.get(f"/v1/interviews/{self.interview_id}").raise_for_status().json())

    def _ask(self, what: str, body: dict[str, Any]) -> float:
        sent_at = time.monotonic()
        self._http.post(f"/v1/interviews/{self.interview_id}/{what}", json=body).raise_for_status()
        return sent_at

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.viewer.close()
        self._http.close()
