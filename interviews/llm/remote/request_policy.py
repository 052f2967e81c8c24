"""How long a model server is waited for, and when a failed request is retried."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestPolicy:
    """Time limits in seconds, most of them of one question.

    The candidate looks at an empty page until the first words arrive, and can ask again after a failure.
    """

    connect_seconds: float = 5.0
    # Until the first chunk, over all attempts together: a queue at the server, plus 3,000 tokens read by a CPU at 50/s.
    first_token_seconds: float = 60.0
    # Between two chunks. A server that was preempted reads the prompt again; no server needs longer for one token.
    idle_seconds: float = 30.0
    # Before the second attempt; it doubles for each further one. Half of it is random, so that requests which failed
    # together are not retried together.
    backoff_seconds: float = 0.5
    # If Retry-After asks for more than this, the question fails at once.
    max_retry_after_seconds: float = 10.0
    # No attempt starts later than this after the first one.
    retry_window_seconds: float = 20.0
    # How long the circuit stays open: at first, and at most, after doubling.
    first_rest_seconds: float = 5.0
    longest_rest_seconds: float = 30.0
    # How long the first question waits for the server to say what it is, and when it is asked again if it did not.
    identify_seconds: float = 1.0
    identify_rest_seconds: float = 10.0
