"""How long a model server is waited for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestPolicy:
    """All in seconds. A candidate sits before an empty page until the first words come, and may ask again."""

    connect: float = 5.0
    # Before the first chunk, in all tries together: a queue at the server, and 3,000 tokens that a CPU reads at 50/s.
    first: float = 60.0
    # Between two chunks: a server that was preempted computes a prompt anew, and none needs longer for a token.
    silent: float = 30.0
    # Before the second try, doubling; half of it is left to chance, so that those who failed together do not come back
    # together.
    retry: float = 0.5
    # What a server may ask for by Retry-After. Who is told to come back later than that hears so at once.
    longest_retry: float = 10.0
    # After so long no other try begins.
    retrying: float = 20.0
    # That a server is left alone after failures in a row: at first, and doubling up to.
    rest: float = 5.0
    longest_rest: float = 30.0
