"""TCP ports on 127.0.0.1."""

import random
import socket

HOST = "127.0.0.1"


def refusal(port: int) -> str | None:
    """Why a server could not listen there ("Address already in use"), or None where it could."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError as error:
            return error.strerror
    return None


def free_port() -> int:
    """A port to keep for later: below the range from which the kernel serves outgoing connections."""
    candidates = random.SystemRandom().sample(range(20_000, 30_000), k=1_000)
    return next(port for port in candidates if refusal(port) is None)
